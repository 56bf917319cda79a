import { expect, test } from 'vitest'
import { pathsFor } from './paths.ts'

const band = { min: 30_000, max: 50_000 }
const every = (figures: string | null) => {
  const to = pathsFor(figures)
  return [
    to.home(), to.practices(), to.practices('river side'), to.practice('L85001'), to.practicesAsOne(['L85001', 'L85002']), to.neighbours('L85001'), to.whatNext('L85001'), to.chooseNext('L85001'),
    to.areas(), to.areas('Devon & Cornwall'), to.area('11X'), to.area('11X', 'L85001'), to.area('list:L85001,L85002'), to.areaOfList(), to.areaOfList(['L85001', 'L85002']),
    to.sketches('11X'), to.sketches('11X', band, 'L85001'), to.sketch('11X', 'journeys', band), to.sketch('11X', 'today', band, 'L85001'),
    to.sketchFile('11X', 'shared', 'csv', band), to.stopSketch('11X', 'changes', band), to.sketchProgress('11X', 'changes', band), to.compare('11X'), to.compare('11X', band, ['journeys', 'fair'], 'L85001'), to.sketchesLimits(),
    to.beginSketch(), to.sketchFromFile('11X', band, 'L85001'), to.mySketch('k3y'), to.mySketchPractice('k3y', 'L85001'), to.mySketchPart('k3y', 'share'), to.mySketchFile('k3y', 'csv'), to.sharedSketch('l00k'), to.sharedSketchFile('l00k', 'json'), to.compareShared('l00k'),
    to.whoSeesWhat(), to.sources(), to.addFigures(), to.addingFigures('7f3a'), to.assumedFigures(), to.fiveYearsExample(), to.accessibility(), to.leave(), to.api(),
  ]
}

test('every address of the site', () => {
  expect(every(null)).toMatchInlineSnapshot(`
    [
      "/",
      "/practices",
      "/practices?q=river+side",
      "/practices/L85001",
      "/practices/as-one?codes=L85001,L85002",
      "/practices/L85001/neighbours",
      "/practices/L85001/next",
      "/practices/L85001/next",
      "/areas",
      "/areas?q=Devon+%26+Cornwall",
      "/areas/11X",
      "/areas/11X?from=L85001",
      "/areas/list:L85001,L85002",
      "/areas/list",
      "/areas/list?codes=L85001,L85002",
      "/areas/11X/sketches",
      "/areas/11X/sketches?size=30000-50000&from=L85001",
      "/areas/11X/sketches/journeys?size=30000-50000",
      "/areas/11X/sketches/today?size=30000-50000&from=L85001",
      "/areas/11X/sketches/shared.csv?size=30000-50000",
      "/areas/11X/sketches/changes/stop?size=30000-50000",
      "/areas/11X/sketches/changes/progress?size=30000-50000",
      "/areas/11X/compare",
      "/areas/11X/compare?size=30000-50000&sketches=journeys,fair&from=L85001",
      "/areas/what-sketches-do-not-know",
      "/sketches",
      "/areas/11X/from-file?size=30000-50000&from=L85001",
      "/sketches/k3y",
      "/sketches/k3y/practices/L85001",
      "/sketches/k3y/share",
      "/sketches/k3y/sketch.csv",
      "/shared/l00k",
      "/shared/l00k/sketch.json",
      "/shared/l00k/compare",
      "/who-sees-what",
      "/sources",
      "/sources/add",
      "/sources/add/7f3a",
      "/about/assumed-figures",
      "/about/five-years-example",
      "/accessibility",
      "/leave",
      "/api",
    ]
  `)
})

test('the figures being read are carried along', () => {
  expect(every('2021-01')).toMatchInlineSnapshot(`
    [
      "/?figures=2021-01",
      "/practices?figures=2021-01",
      "/practices?q=river+side&figures=2021-01",
      "/practices/L85001?figures=2021-01",
      "/practices/as-one?codes=L85001,L85002&figures=2021-01",
      "/practices/L85001/neighbours?figures=2021-01",
      "/practices/L85001/next?figures=2021-01",
      "/practices/L85001/next",
      "/areas?figures=2021-01",
      "/areas?q=Devon+%26+Cornwall&figures=2021-01",
      "/areas/11X?figures=2021-01",
      "/areas/11X?from=L85001&figures=2021-01",
      "/areas/list:L85001,L85002?figures=2021-01",
      "/areas/list?figures=2021-01",
      "/areas/list?codes=L85001,L85002&figures=2021-01",
      "/areas/11X/sketches?figures=2021-01",
      "/areas/11X/sketches?size=30000-50000&from=L85001&figures=2021-01",
      "/areas/11X/sketches/journeys?size=30000-50000&figures=2021-01",
      "/areas/11X/sketches/today?size=30000-50000&from=L85001&figures=2021-01",
      "/areas/11X/sketches/shared.csv?size=30000-50000&figures=2021-01",
      "/areas/11X/sketches/changes/stop?size=30000-50000&figures=2021-01",
      "/areas/11X/sketches/changes/progress?size=30000-50000&figures=2021-01",
      "/areas/11X/compare?figures=2021-01",
      "/areas/11X/compare?size=30000-50000&sketches=journeys,fair&from=L85001&figures=2021-01",
      "/areas/what-sketches-do-not-know?figures=2021-01",
      "/sketches",
      "/areas/11X/from-file?size=30000-50000&from=L85001&figures=2021-01",
      "/sketches/k3y",
      "/sketches/k3y/practices/L85001",
      "/sketches/k3y/share",
      "/sketches/k3y/sketch.csv",
      "/shared/l00k",
      "/shared/l00k/sketch.json",
      "/shared/l00k/compare",
      "/who-sees-what?figures=2021-01",
      "/sources?figures=2021-01",
      "/sources/add?figures=2021-01",
      "/sources/add/7f3a?figures=2021-01",
      "/about/assumed-figures?figures=2021-01",
      "/about/five-years-example?figures=2021-01",
      "/accessibility?figures=2021-01",
      "/leave?figures=2021-01",
      "/api",
    ]
  `)
})

test('a hostile code stays inside its segment', () => {
  expect(pathsFor(null).practice('../sources?x=<b>')).toBe('/practices/..%2Fsources%3Fx%3D%3Cb%3E')
})

test('every address of signing in and of one’s own account', () => {
  const to = pathsFor('2021-01')
  expect([
    to.signIn(), to.signIn('/areas?q=a&b'), to.signIn('/account/password', 'again'), to.signInPart('sent'), to.signInPart('link'), to.signInPart('password', '/leave'), to.signInPart('code'), to.signInPart('passkey'), to.signInPart('passkey/options'), to.signInPart('with', '/leave'), to.signOut(),
    to.account(), to.accountPart('name', '/leave'), to.accountPart('password'), to.accountPart('second-factor'), to.accountPart('recovery-codes'), to.accountPart('passkeys/add'), to.accountPart('provider/add'), to.accountPart('sessions/end'), to.accountPart('sign-out-everywhere'), to.myPasskey('a/b', 'name'),
  ]).toMatchInlineSnapshot(`
    [
      "/sign-in",
      "/sign-in?return=%2Fareas%3Fq%3Da%26b",
      "/sign-in?return=%2Faccount%2Fpassword&why=again",
      "/sign-in/sent",
      "/sign-in/link",
      "/sign-in/password?return=%2Fleave",
      "/sign-in/code",
      "/sign-in/passkey",
      "/sign-in/passkey/options",
      "/sign-in/with?return=%2Fleave",
      "/sign-out",
      "/account",
      "/account/name?return=%2Fleave",
      "/account/password",
      "/account/second-factor",
      "/account/recovery-codes",
      "/account/passkeys/add",
      "/account/provider/add",
      "/account/sessions/end",
      "/account/sign-out-everywhere",
      "/account/passkeys/a%2Fb/name",
    ]
  `)
})

test('every address under a sketch of one’s own', () => {
  const to = pathsFor('2021-01')
  expect([
    to.mySketchPart('k3y', 'what-for'), to.mySketchPurpose('k3y', 'p1'), to.mySketchPurpose('k3y', 'p1', 'with-whom'), to.mySketchPurpose('k3y', 'p/1', 'drop'),
    to.mySketchPart('k3y', 'steps'), to.mySketchStep('k3y', 'add'), to.mySketchStep('k3y', 0), to.mySketchStep('k3y', 'drop'),
    to.mySketchLarger('k3y', 'new'), to.mySketchLarger('k3y', 'L1', 'drop'), to.mySketchPart('k3y', 'hospitals'), to.mySketchHospitals('k3y', 'L85001'),
  ]).toMatchInlineSnapshot(`
    [
      "/sketches/k3y/what-for",
      "/sketches/k3y/what-for/p1",
      "/sketches/k3y/what-for/p1/with-whom",
      "/sketches/k3y/what-for/p%2F1/drop",
      "/sketches/k3y/steps",
      "/sketches/k3y/steps/add",
      "/sketches/k3y/steps/0",
      "/sketches/k3y/steps/drop",
      "/sketches/k3y/larger/new",
      "/sketches/k3y/larger/L1/drop",
      "/sketches/k3y/hospitals",
      "/sketches/k3y/hospitals/L85001",
    ]
  `)
})

test('letters of a demonstration have an address of their own', () => expect(pathsFor('2021-01').outbox()).toBe('/outbox'))

test('every address of asking for help, of letters and of cases', () => {
  const to = pathsFor(null)
  expect([to.room('o1', 'ask'), to.after(to.help('o1', 'r1'), 'stopped'), to.help('o1', 'r1'), to.help('o1', 'r1', 'as-they-see'), to.room('o1', 'asked-us'), to.asked('o1', 'r/1', 'take-up'), to.room('o1', 'letters/new'), to.letterBack('o1', 'l1'), to.caseOf('o1', 'c1', 'step'), to.lmcSees(), to.icbSees()]).toEqual([
    '/our/o1/ask', '/our/o1/ask/r1?done=stopped', '/our/o1/ask/r1', '/our/o1/ask/r1/as-they-see', '/our/o1/asked-us', '/our/o1/asked-us/r%2F1/take-up', '/our/o1/letters/new', '/our/o1/letters/l1/take-back', '/our/o1/cases/c1/step', '/what-your-lmc-can-see', '/what-your-icb-can-see',
  ])
})
