import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everything, undeclaredRoutes, undeclaredTables, undeclaredVerbs } from './declared.ts'
import { openRig, type Rig } from './rig.ts'
import { runSuite, sizes } from './suite.ts'
import { makeWorld } from './tables.ts'

const seed = 20_260_203
let rig: Rig
beforeAll(async () => { rig = await openRig(makeWorld(seed)) })
afterAll(() => rig.close())

describe('whatever there is says whom it is for', () => {
  test('every route', () => expect(undeclaredRoutes(everything(rig.desk))).toEqual([]))
  test('every table, with row security that binds its owner and a policy for the backup', async () => expect(await undeclaredTables(rig.db)).toEqual([]))
  test('every word of the command line', () => expect(undeclaredVerbs()).toEqual([]))

  test('and what does not is named, with what to do', async () => {
    const app = everything(rig.desk)
    app.get('/our/:organisation/plan', c => c.text('a new page'))
    app.all('/anything', c => c.text('by any method'))
    expect(undeclaredRoutes(app)).toEqual([expect.stringMatching(/^GET \/our\/:organisation\/plan is a route without a declared viewer: say in/), expect.stringMatching(/^\/anything takes requests of any method/)])
    await rig.above.query('begin; create table plan (id uuid primary key, says text); create view everything as select * from note; commit; create schema other; create table other.thing (id int); create function lend() returns int language sql security definer as $$ select 1 $$; alter table plan owner to alongside; alter table other.thing owner to alongside')
    await rig.above.query('alter table note no force row level security; alter table share drop constraint share_to_code_check; drop policy backup on share')
    try {
      expect(await undeclaredTables(rig.db)).toEqual([
        expect.stringMatching(/^everything is a view/), expect.stringMatching(/^lend\(\) runs as its owner/), expect.stringMatching(/^other\.thing is a table without a declared viewer/), expect.stringMatching(/^plan is a table without a declared viewer/),
        expect.stringMatching(/^note has no row security that binds its owner/), expect.stringMatching(/^share has no policy named backup/),
      ])
    } finally {
      await rig.above.query(`drop view everything; drop table plan; drop schema other cascade; drop function lend; alter table note force row level security; create policy backup on share using (viewer_is('backup')) with check (viewer_is('backup'))`)
    }
    expect(await undeclaredTables(rig.db)).toEqual([])
  })
})

test('nobody is shown, told or lets anything be changed but by the rule, in random rooms', async () => {
  const { tally, missing } = await runSuite(rig, sizes.short, seed)
  expect(tally.leaks).toEqual([])
  expect(missing).toEqual([])
}, 300_000)
