import type { Doors } from './doors.ts'

const help = `Alongside: GP practices working together, step by step.

  npm run -s alongside -- get [FOLDER] [--only practice-register,branches] [--from https://files.example]
      Says where each published file is had, and downloads into FOLDER those that have an address of their own.
      --only     data sets, with commas between
      --from     another server that has the same files at the same paths

  npm run -s alongside -- import FILE_OR_FOLDER… [--as-at 2026-01-01]
      Takes published files into the register: plain, .gz or .zip, known by their content.
      --as-at    the day for files that tell none themselves

  npm run -s alongside -- propose --area 11X [--size 30000-50000] [--kind journeys|shared|changes]
                          [--together CODE,CODE] [--apart CODE,CODE] [--keep CODE,CODE,…] [--hospitals hospitals.csv]
                          [--release 2026-01] [--seconds 60] [--csv groups.csv] [--json plan.json]
      Proposes how the practices of an area could group, and how near that is to the best possible.
      --area       an ICB, sub-ICB, district or network code, england, or @codes.csv
      --together   two practices that stay in one group; --apart two that never are; --keep a whole group as it is; each as often as needed
      --hospitals  a file of practice_code,acute_hospital: practices of different ones are never in one group

  npm run -s alongside -- score --plan groups.csv|today --area 11X [--size 30000-50000] [--kind …]
                          [--release 2026-01] [--json score.json]
      Prices any grouping by the same rule.

  npm run -s alongside -- project FILE.json [--json out.json]
      Reckons a practice's next five years from the inputs of a file (docs/guides/projection.md), and when and why they stop being enough.

  npm run -s alongside -- backup FOLDER
      Copies everything people made, and the published figures, into a new folder; the server may go on meanwhile.

  npm run -s alongside -- restore FOLDER
      Puts a backup into an empty database and data folder, compares every row with it, and brings it up to date.

  npm run -s alongside -- rooms
      Says which support units, commissioners and providers have a room, and how many practices have.

  npm run -s alongside -- open-room --kind support|commissioner|provider --code carrowshire-lmc
                          --name "Carrowshire LMC" --officer "Bryn Lowe" [--invented]
      Opens a room for an LMC, an ICB or another body, and writes the code by which its first officer enters, once.
      --code     of an ICB its own code; of others letters, figures and hyphens

  npm run -s alongside -- help

The answer goes to standard output, progress to standard error; the exit code is 0 unless something was refused.
docs/guides/open-data.md says which files are known; docs/guides/recompute-a-plan.md how every figure is reckoned;
docs/guides/backup-and-restore.md what is in a backup and how to rehearse coming back from one.
`

/**
 * The `alongside` command.
 *
 * @param argv words after the command's own name
 * @returns the exit code: 0, or 1 when something was refused
 */
export async function main(argv: string[], doors: Doors): Promise<number> {
  const [command, ...args] = argv
  if (command === undefined || ['help', '--help', '-h'].includes(command) || args.includes('--help')) {
    doors.answer(help)
    return 0
  }
  switch (command) {
    case 'get': return (await import('./get.ts')).run(args, doors)
    case 'import': return (await import('./import.ts')).run(args, doors)
    case 'backup': return (await import('./backup.ts')).run(args, doors)
    case 'restore': return (await import('./restore.ts')).run(args, doors)
    case 'propose': return doors.withWorld(async world => (await import('./propose.ts')).run(args, world))
    case 'score': return doors.withWorld(async world => (await import('./score.ts')).run(args, world))
    case 'project': return (await import('./project.ts')).run(args, doors)
    case 'rooms': return (await import('./rooms.ts')).run(args, doors)
    case 'open-room': return (await import('./open-room.ts')).run(args, doors)
    default:
      doors.say(`There is no command "${command}". There are: get, import, propose, score, project, backup, restore, rooms, open-room, help.`)
      return 1
  }
}
