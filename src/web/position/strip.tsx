import type { Child } from 'hono/jsx'
import { practice as words } from '#content/wording/position.ts'
import type { AreaRef, Edition, Practice } from '#domain/position/edition.ts'
import { contractType } from '#domain/position/peers.ts'
import type { DataSet } from '#domain/position/release.ts'
import { LEAST_GP, patientsPerGp } from '#domain/position/staff.ts'
import type { Scene } from '../scene.tsx'
import { sourceOf } from '../ui/figures-line.tsx'
import { Name } from '../ui/name.tsx'
import { about, count, day, share } from '../ui/say.ts'

/** A figure, or which of the three kinds of not knowing it is: not published or not declared (`none`), not loaded (`isLoaded` false). */
interface StripFigure { name: string; figure?: Child; none?: string; isLoaded?: boolean; more?: Child; from: DataSet[] }

/** The figures of a practice, patients first, each with its unit, day and source. Those of which nothing is loaded are named in one line below. */
export function Strip({ scene, practice }: { scene: Scene; practice: Practice }) {
  const figures = [...aboutPatients(scene.edition, practice), ...aboutPractice(scene, practice)]
  const shown = figures.filter(one => one.figure !== undefined || one.isLoaded !== false), missing = figures.filter(one => !shown.includes(one))
  return <>
    <dl class="app-strip">
      {shown.map(({ name, figure, none, more, from }) => <div>
        <dt>{name}</dt>
        <dd>
          {figure === undefined ? <p class="app-strip__more">{none}</p> : <p class="app-strip__figure">{figure}</p>}
          {more && <p class="app-strip__more">{more}</p>}
          {from.flatMap(one => sourceOf(scene.edition, one) ?? []).map(source => <p class="app-source">{source}</p>)}
        </dd>
      </div>)}
    </dl>
    {missing.length > 0 && <p class="app-source">{words.noneLoaded(missing.map(one => one.name.charAt(0).toLowerCase() + one.name.slice(1)).join('; '))}</p>}
  </>
}

const isLoaded = (edition: Edition, dataSet: DataSet): boolean => edition.sources.some(use => use.dataSet === dataSet)

/** A figure of one data set, or why there is none. */
function of(edition: Edition, name: string, dataSet: DataSet, figure: Child | null | undefined, more?: Child, none: string = words.notPublishedFor): StripFigure {
  const has = figure !== null && figure !== undefined
  return { name, from: [dataSet], isLoaded: isLoaded(edition, dataSet), ...(has ? { figure, more } : { none }) }
}

function aboutPatients(edition: Edition, practice: Practice): StripFigure[] {
  const { ages, deprivation, contract } = practice
  const before = practice.trend.filter(step => step.asAt < edition.asAt).at(0)
  return [
    { name: words.figures.patients, figure: count(practice.patients), more: before && changeSince(practice.patients, before.patients, day(before.asAt)), from: ['list-sizes'] },
    of(edition, words.figures.need, 'payments', contract?.weightedPatients === null || !contract ? null : count(contract.weightedPatients),
      contract?.weightedPatients && contract.registeredPatients ? words.needBeside(beside(contract.weightedPatients, contract.registeredPatients), count(contract.registeredPatients), contract.year) : contract?.year),
    of(edition, words.figures.ages, 'ages', ages && words.over65(share(ages.over65)), ages && words.under15(share(ages.under15))),
    of(edition, words.figures.deprivation, 'deprivation', deprivation && words.decile(deprivation.decile),
      deprivation && <>{edition.world === 'invented' ? words.decileMeansInvented : words.decileMeans}; {words.score(deprivation.score.toFixed(1))}, {deprivation.says}</>),
  ]
}

function aboutPractice({ edition, to }: Scene, practice: Practice): StripFigure[] {
  const { contract, workforce, network, branches } = practice
  const area = (ref: AreaRef) => <Name name={ref.name} world={edition.world} href={to.area(ref.code, practice.code)} />
  const perGp = patientsPerGp(practice), fte = workforce?.gpFte ?? null
  const others = workforce ? words.staff([[words.partners, workforce.partnersFte], [words.nurses, workforce.nursesFte], [words.directCare, workforce.directCareFte], [words.admin, workforce.adminFte]]) : ''
  const isSupplierKnown = isLoaded(edition, 'suppliers') || edition.practices.some(one => one.system)
  return [
    of(edition, words.figures.gps, 'workforce', fte === null ? null : words.fullTime(oneDecimal(fte)),
      workforce && <>{perGp !== null && words.perGp(about(perGp), day(workforce.asAt))}{fte !== null && fte < LEAST_GP && words.fewGps}{others && <><br />{others}</>}</>, workforce ? words.notDeclared : words.notPublishedFor),
    of(edition, words.figures.contract, 'payments', contractType(practice), contract?.year),
    of(edition, words.figures.dispensing, 'payments', contract?.isDispensing === null || !contract ? null : contract.isDispensing ? words.dispenses : words.dispensesNot, contract?.year),
    of(edition, words.figures.rurality, 'payments', contract?.rurality && words.rurality[contract.rurality], contract?.year),
    of(edition, words.figures.branches, 'branches', branches.length > 0 ? count(branches.length) : isLoaded(edition, 'branches') ? words.noBranches : null,
      branches.length > 0 && branches.map((branch, i) => <>{i > 0 && <br />}<Name name={branch.name} world={edition.world} />, {branch.postcode.replace(' ', '\u00a0')}</>)),
    { ...of(edition, words.figures.system, 'map', practice.system, undefined, isSupplierKnown ? words.notPublishedFor : words.notPublishedAtAll), from: ['map', 'suppliers'] },
    { name: words.figures.network, from: ['map'], isLoaded: isLoaded(edition, 'map'), ...(network ? { figure: area(network), more: words.networkOf(edition.areas.get(network.code)?.members.length ?? 1) } : isLoaded(edition, 'map') ? { figure: words.noNetwork } : {}) },
    { name: words.figures.area, from: ['map', 'district-boundaries'], ...(practice.district ? { figure: area(practice.district) } : { none: words.weDoNotKnow }),
      more: <>{[practice.subIcb, practice.icb].flatMap((ref, i) => (ref ? [<>{i > 0 ? ' · ' : ''}{area(ref)}</>] : []))}</> },
  ]
}

/** 3.29 as '3.3'; never 0.0 for something. */
function oneDecimal(fte: number): string {
  return fte > 0 && fte < 0.05 ? 'under 0.1' : fte.toFixed(1)
}

/** '4 % more than'. */
function beside(value: number, than: number): string {
  return value === than ? words.asMany : value > than ? words.more(share(value / than - 1)) : words.fewer(share(1 - value / than))
}

function changeSince(now: number, then: number, on: string): string {
  if (now === then) return words.sameSize(on)
  const part = share(Math.abs(now - then) / then)
  return words.change(`${now > then ? 'up' : 'down'} ${part}`, on)
}
