import { alike as words } from '#content/wording/position.ts'
import { besidePeers, type Beside, type PeerFigure, type Peers } from '#domain/position/peers.ts'
import { registersBeside, type RegisterBeside } from '#domain/position/registers.ts'
import type { Edition, Practice } from '#domain/position/edition.ts'
import type { DataSet } from '#domain/position/release.ts'
import type { Change } from '#domain/position/since.ts'
import type { Scene } from '../scene.tsx'
import { sourceOf } from '../ui/figures-line.tsx'
import { Name } from '../ui/name.tsx'
import { Details } from '../ui/parts.tsx'
import { about, count, day, listed, namesMarked, patients, share } from '../ui/say.ts'
import { Table } from '../ui/table.tsx'

const shownAs: Record<PeerFigure, { value: (n: number) => string; from: DataSet }> = {
  patients: { value: count, from: 'list-sizes' },
  over65: { value: share, from: 'ages' },
  deprivation: { value: n => n.toFixed(1), from: 'deprivation' },
  patientsPerGp: { value: about, from: 'workforce' },
  patientsPerNurse: { value: about, from: 'workforce' },
  need: { value: n => share(n), from: 'payments' },
}

/** A practice's figures beside the middle of the twenty most like it; how they were chosen, and who they are, folded away. */
export function PracticesLike({ scene: { edition, to }, practice, peers }: { scene: Scene; practice: Practice; peers: Peers }) {
  const rows = besidePeers(practice, peers), n = peers.practices.length
  if (n === 0 || rows.length === 0) return null
  const sources = [...new Set(rows.flatMap(row => sourceOf(edition, shownAs[row.figure].from) ?? []))]
  const value = ({ figure }: Beside, exact: number | null) => exact === null ? words.notKnown : shownAs[figure].value(exact)
  return <>
    <h2 class="nhsuk-heading-m">{words.title}</h2>
    <Table columns={[
      { head: words.figure, cell: (row: Beside) => words.figures[row.figure] },
      { head: words.own, numeric: true, cell: row => value(row, row.own) },
      { head: words.middle(n), numeric: true, cell: row => row.middle === null ? words.tooFew : <>{value(row, row.middle)}{row.known < n && ` ${words.knownOf(row.known)}`}</> },
    ]} rows={rows} />
    <p class="app-source">{words.says} {sources.join('; ')}.</p>
    <Registers edition={edition} practice={practice} peers={peers} />
    <div class="app-no-print"><Details summary={words.how(n)}>
      <p>{words.chosenBy(listed(peers.factors.map(factor => words.factors[factor])))}</p>
      <p>{words.units}</p>
      <ul class="nhsuk-list nhsuk-list--bullet">{peers.practices.map(one => <li><Name name={one.name} world={edition.world} href={to.practice(one.code)} />, {patients(one.patients)}</li>)}</ul>
    </Details></div>
  </>
}

/** How many are on registers of conditions, folded away: twelve lines that few need at once. */
function Registers({ edition, practice, peers }: { edition: Edition; practice: Practice; peers: Peers }) {
  const rows = registersBeside(practice, peers), n = peers.practices.length
  if (rows.length === 0 || practice.prevalence === null) return null
  return <div class="app-no-print"><Details summary={words.registers}>
    <Table columns={[
      { head: words.condition, cell: (row: RegisterBeside) => words.conditions[row.register] },
      { head: words.own, numeric: true, cell: row => share(row.own) },
      { head: words.middle(n), numeric: true, cell: row => row.middle === null ? words.tooFew : <>{share(row.middle)}{row.known < n && ` ${words.knownOf(row.known)}`}</> },
    ]} rows={rows} />
    <p class="app-source">{words.registersMean(day(practice.prevalence.asAt))} {sourceOf(edition, 'prevalence')}.</p>
  </Details></div>
}

/** What is published otherwise than in the figures before, a line each. */
export function ChangedSince({ edition, before, changes }: { edition: Edition; before: Edition; changes: readonly Change[] }) {
  return <>
    <h2 class="nhsuk-heading-m">{words.sinceTitle(day(before.asAt))}</h2>
    {changes.length === 0
      ? <p>{words.nothingChanged(day(before.asAt), day(edition.asAt))}</p>
      : <ul class="nhsuk-list nhsuk-list--bullet app-lines">{changes.map(change => <li>{namesMarked(change.says, change.names, edition.world)} <span class="app-source">({change.source})</span></li>)}</ul>}
  </>
}
