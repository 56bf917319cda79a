import { dayInEngland } from '#domain/day.ts'
import type { Area } from '#domain/position/edition.ts'
import type { Plan } from '#domain/partners/plan.ts'
import { planCsv, planJson } from '#domain/partners/plan-form.ts'
import type { Scene } from '../scene.tsx'
import { groundFor } from './picture.tsx'
import { planGeojson } from './plan-geojson.ts'
import { planSheets } from './plan-sheets.ts'
import { viewOf } from './view.ts'

/** The forms a plan can be taken away in, and what each is on the way. */
export const planFileTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  geojson: 'application/geo+json',
  json: 'application/json; charset=utf-8',
} as const

export type PlanFileForm = keyof typeof planFileTypes

export function isPlanFileForm(word: string): word is PlanFileForm {
  return Object.hasOwn(planFileTypes, word)
}

export interface PlanFileInput {
  scene: Scene
  area: Area
  /** Any plan of the area, on the scene's figures: searched for, only priced, or somebody's own. */
  plan: Plan
  /** What the file calls it: 'Shortest journeys'. */
  title: string
  /** In words, what is made small: `kinds[kind].measure`. */
  measure: string
  /** Who made it, where somebody did and gave a name. */
  madeBy: string | null
  /** Without its ending; what no file system likes is taken out. */
  fileName: string
}

/** A plan as a file to keep: groups as CSV or the whole plan as JSON in the command line's own forms, a workbook, or a map (GeoJSON). */
export async function planFile(form: PlanFileForm, input: PlanFileInput): Promise<Response> {
  return new Response(await contentOf(form, input), { headers: {
    'content-type': planFileTypes[form],
    'content-disposition': `attachment; filename="${input.fileName.replaceAll(/[^\w.-]/g, '-')}.${form}"`,
  } })
}

async function contentOf(form: PlanFileForm, { scene: { desk, edition }, area, plan, title, measure, madeBy }: PlanFileInput): Promise<string | Uint8Array<ArrayBuffer>> {
  if (form === 'csv') return planCsv(plan)
  if (form === 'json') return planJson(plan, desk.sketches.notes?.(plan) ?? null)
  const view = viewOf(edition, plan)
  if (form === 'xlsx') return desk.press.workbook(planSheets(edition, view, { title, area, measure, madeBy, made: dayInEngland(desk.now()) }))
  return `${JSON.stringify(planGeojson(edition, view, await groundFor(desk, edition, area.members), { title, area: area.name }))}\n`
}
