// The rooms of the house and which way things point (docs/decisions/0001). Read by scripts/rooms.ts, shown to bite by test/house/rooms.test.ts.
const floors = [['domain'], ['engines', 'reference', 'records', 'press'], ['commands'], ['web', 'cli']]
// 'organisations' (who somebody is, and for whom they speak) stands before the eight: docs/decisions/0013.
const subjects = ['accounts', 'organisations', 'position', 'partners', 'negotiation', 'models', 'papers', 'running', 'council', 'support']

const rule = (name, from, to) => ({ name, severity: 'error', from, to })
const beneath = (floor) => floors.slice(0, floor).flat()

module.exports = {
  forbidden: [
    rule('no circles', {}, { circular: true }),
    rule('no import that leads nowhere', {}, { couldNotResolve: true }),
    // A floor uses what is beneath it; neighbours on one floor do not know each other; nobody imports server.
    ...floors.flatMap((floor, height) => floor.map((room) => rule(`${room} uses only the floors beneath`,
      { path: `^src/${room}/` }, { path: '^src/', pathNot: `^src/(${[room, ...beneath(height)].join('|')})/` }))),
    rule('nobody imports server', { path: '^(src|content)/', pathNot: '^src/server/' }, { path: '^src/server/' }),
    // Facts go forward: a subject reads only the subjects before it.
    ...subjects.slice(0, -1).map((subject, at) => rule(`${subject} reads only earlier subjects`,
      { path: `^src/domain/${subject}/` }, { path: `^src/domain/(${subjects.slice(at + 1).join('|')})/` })),
    rule('the common words know no subject', { path: '^src/domain/(words|words-typed|day)\\.ts$' }, { path: '^src/domain/', pathNot: '^src/domain/words\\.ts$' }),
    rule('who may see what knows people and their organisations, no subject', { path: '^src/domain/visibility\\.ts$' }, { path: '^src/domain/', pathNot: '^src/domain/(words\\.ts$|organisations/)' }),
    // Nothing private can leak into the browser's bundle; pages ask desk.ts for everything below.
    rule('pages go down through the one door', { path: '^src/web/', pathNot: '^src/web/(desk|(accounts|organisations|organisations/leaving|support|position/review|position/alone)/port)\\.ts$|\\.test\\.tsx?$' }, { path: '^src/(engines|reference|records|press|commands)/' }),
    rule('islands import only domain and their own folder', { path: '^src/web/islands/', pathNot: '\\.test\\.tsx?$' }, { path: '^(src|content|test|scripts)/', pathNot: '^src/(domain|web/islands)/' }),
    // The rules are pure: no package and no node: module, in domain or in engines (whose one package is the exact solver).
    rule('domain uses no package and no machine', { path: '^src/domain/', pathNot: '\\.test\\.ts$' }, { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-no-pkg', 'npm-unknown'] }),
    rule('engines use no machine', { path: '^src/engines/', pathNot: '\\.(test|bench)\\.ts$' }, { dependencyTypes: ['core'] }),
    rule('only tests use what is installed for tests', { path: '^src/', pathNot: '\\.test\\.tsx?$' }, { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '@types/' }),
    // Invented practices stay out of the product, but for the demonstration.
    rule('only tests, scripts and the demonstration know the invented town', { path: '^(src|content)/', pathNot: '^src/server/demo\\.ts$|\\.test\\.tsx?$' }, { path: '^test/' }),
    rule('better-auth is wrapped in one place', { path: '^(src|content)/', pathNot: '^src/server/better-auth\\.ts$|\\.test\\.tsx?$' }, { path: 'node_modules/(better-auth|@better-auth)/' }),
    rule('typst is wrapped in one place', { path: '^(src|content)/', pathNot: '^src/press/typesetter\\.ts$|\\.test\\.tsx?$' }, { path: 'node_modules/@myriaddreamin/' }),
    rule('nothing in the house runs a script', { path: '^(src|content)/', pathNot: '\\.test\\.tsx?$' }, { path: '^scripts/' }),
  ],
  options: {
    tsPreCompilationDeps: true, // sees `import type` too
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: { conditionNames: ['import', 'require', 'node', 'default', 'types'], exportsFields: ['exports'], extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.d.ts', '.d.mts'] },
  },
}
