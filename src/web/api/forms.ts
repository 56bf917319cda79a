import { z } from '@hono/zod-openapi'
import type { Area, AreaRef, Edition, Practice } from '#domain/position/edition.ts'
import { networksOf } from '#domain/partners/reasons.ts'

/** What the API says, as schemas and as the functions that fill them. Units are in the names; a day is YYYY-MM-DD; null means not published or not known. */

const ref = z.object({ code: z.string(), name: z.string() })

export const ErrorForm = z.object({
  error: z.object({
    code: z.string().openapi({ example: 'unknown-area', description: 'Stable, for programs' }),
    why: z.string().openapi({ example: 'We know no area 99Z in the figures of 1 January 2026.', description: 'For people' }),
    source: z.string().openapi({ description: 'Where the rule comes from' }),
  }),
}).openapi('Error')

export const EditionForm = z.object({
  name: z.string().openapi({ example: '2026-01' }),
  world: z.enum(['real', 'invented']).openapi({ description: 'Published figures, or the invented county; no total mixes the two' }),
  as_at: z.string().openapi({ example: '2026-01-01' }),
  practices: z.int(),
  patients: z.int(),
}).openapi('Edition')

export const FoundForm = z.object({
  code: z.string().openapi({ example: 'L85001' }), name: z.string(), postcode: z.string(), address: z.string(),
  patients: z.int().nullable(), became: z.string().nullable(), successor: z.string().nullable(),
}).openapi('FoundPractice')

export const PracticeForm = z.object({
  code: z.string().openapi({ example: 'L85001' }),
  name: z.string(), postcode: z.string(), address: z.string(), patients: z.int(),
  point: z.object({ lat: z.number(), lon: z.number() }).nullable().openapi({ description: 'WGS84 point of the postcode' }),
  network: ref.nullable(), sub_icb: ref.nullable(), icb: ref.nullable(), region: ref.nullable(), district: ref.nullable(),
  system: z.string().nullable(),
  deprivation: z.object({ score: z.number(), decile: z.int(), says: z.string() }).nullable(),
  ages: z.object({ under_15: z.number(), over_65: z.number() }).nullable().openapi({ description: 'Shares, 0 to 1' }),
  trend: z.array(z.object({ edition: z.string(), as_at: z.string(), patients: z.int() })),
  is_special: z.boolean().openapi({ description: 'A list under 500' }),
}).openapi('Practice')

export const AreaForm = z.object({
  kind: z.enum(['icb', 'sub-icb', 'district', 'network', 'england', 'list']),
  code: z.string().openapi({ example: '11X' }),
  name: z.string(), patients: z.int(), members: z.array(z.string()),
  networks: z.array(z.object({ code: z.string(), name: z.string(), patients: z.int(), members: z.array(z.string()) })),
}).openapi('Area')

export const PlanForm = z.object({
  release: z.string(), area: z.string(), kind: z.enum(['journeys', 'shared', 'changes']), size: z.tuple([z.int(), z.int()]), weights: z.record(z.string(), z.number()),
  kept: z.object({
    together: z.array(z.tuple([z.string(), z.string()])), apart: z.array(z.tuple([z.string(), z.string()])), groups: z.array(z.array(z.string())), hospitals: z.record(z.string(), z.string()),
  }).optional().openapi({ description: 'What the search was told to keep; absent where nothing was' }),
  graph: z.object({
    neighbours: z.string(), barriers: z.string(), links_cut: z.array(z.tuple([z.string(), z.string()])), links_added: z.array(z.tuple([z.string(), z.string()])),
    links_added_for_networks: z.array(z.tuple([z.string(), z.string()])), links_for_kept: z.array(z.tuple([z.string(), z.string()])), alone: z.array(z.string()), without_point: z.array(z.string()), special: z.array(z.string()),
  }).optional().openapi({ description: 'What the search was told: which practices count as neighbours' }),
  status: z.enum(['proved', 'gap', 'stopped', 'score']),
  objective: z.number().openapi({ description: 'Patient-kilometres, prices included' }),
  bound: z.number().optional().openapi({ description: 'It cannot be lower than this for the stated links, sizes and prices' }),
  gap: z.number().optional().openapi({ description: '(objective − bound) ÷ Σ patient_km' }),
  seconds: z.number().optional(),
  uncovered: z.array(z.string()),
  groups: z.array(z.object({
    id: z.string(), hub: z.string().openapi({ description: 'Distance is measured to this member; nothing else follows from it' }), members: z.array(z.string()), patients: z.number(), patient_km: z.number(),
    shared_patients: z.number().nullable(), borders: z.number(), penalties: z.number(), cost: z.number(),
  })),
}).openapi('Plan')

export const ProgressForm = z.object({
  status: z.enum(['waiting', 'working']),
  progress: z.object({ step: z.string(), best: z.number().nullable(), bound: z.number().nullable(), seconds: z.number() }).nullable(),
}).openapi('Progress')

const refForm = (area: AreaRef | null) => (area === null ? null : { code: area.code, name: area.name })

export function practiceForm(practice: Practice): z.infer<typeof PracticeForm> {
  const { code, name, postcode, address, patients, point, system, deprivation, ages, isSpecial } = practice
  return {
    code, name, postcode, address, patients, point, system, deprivation, is_special: isSpecial,
    network: refForm(practice.network), sub_icb: refForm(practice.subIcb), icb: refForm(practice.icb), region: refForm(practice.region), district: refForm(practice.district),
    ages: ages === null ? null : { under_15: ages.under15, over_65: ages.over65 },
    trend: practice.trend.map(({ edition, asAt, patients: then }) => ({ edition, as_at: asAt, patients: then })),
  }
}

export function areaForm(edition: Edition, area: Area): z.infer<typeof AreaForm> {
  return {
    kind: area.kind, code: area.code, name: area.name, members: area.members,
    patients: area.members.reduce((sum, code) => sum + (edition.byCode.get(code)?.patients ?? 0), 0),
    networks: networksOf(edition, area.members).map(({ network, members, patients }) => ({ code: network.code, name: network.name, patients, members })),
  }
}
