import loader, { type Highs } from 'highs'

// The package's types are written for CommonJS, where the default export is wrapped once more than Node's ES module gives it.
const load = loader as unknown as () => Promise<Highs>
let loaded: Promise<Highs> | undefined

/** The solver runtime, 3.5 MB of WebAssembly, loaded once for each thread. */
export const loadHighs = (): Promise<Highs> => loaded ??= load()
