import type { Doors } from '#cli/doors.ts'
import { main } from '#cli/main.ts'

const notAskedFor = () => { throw new Error('not asked for here') }

/** What a command line writes, says and ends with, beside the desks a test gives it; a command that asks for any other fails. */
export async function commandLine(argv: readonly string[], desks: Partial<Omit<Doors, 'answer' | 'say'>> = {}): Promise<{ code: number; answer: string; said: string }> {
  let answer = '', said = ''
  const code = await main([...argv], {
    answer: text => { answer += text }, say: line => { said += `${line}\n` },
    withImportDesk: notAskedFor, withBackupDesk: notAskedFor, withGetDesk: notAskedFor, withWorld: notAskedFor, withRooms: notAskedFor, ...desks,
  })
  return { code, answer, said }
}
