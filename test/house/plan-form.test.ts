import { expect, test } from 'vitest'
import { planToCsv } from '#cli/plan-csv.ts'
import { planToJson } from '#cli/plan-json.ts'
import { isRefusal } from '#domain/words.ts'
import { groupsCsv, planForm } from '#web/partners/plan-files.ts'
import { penmarshEdition } from '../town/penmarsh.ts'
import { planByHand } from '../town/sketches.ts'

const notes = { linksCut: [['ZP0001', 'ZP0011']] as [string, string][], linksAdded: [], linksAddedForNetworks: [], alone: ['ZP0006'], special: [], withoutPoint: [], inNoNetwork: ['ZP0011'] }

test('pages, the API and the command line give a plan in one and the same form', () => {
  const edition = penmarshEdition()
  for (const status of ['proved', 'score'] as const) {
    const plan = planByHand(edition, { edition: edition.name, area: 'england', kind: 'shared', size: { min: 30_000, max: 50_000 } }, [['ZP0001', 'ZP0002'], ['ZP0006', 'ZP0003']], status)
    if (isRefusal(plan)) throw new Error(plan.why)
    expect(planForm(plan, notes)).toEqual(planToJson(plan, notes))
    expect(groupsCsv(plan)).toBe(planToCsv(plan))
  }
})
