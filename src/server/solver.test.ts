import { afterAll, expect, test } from 'vitest'
import { gridProblem } from '#engines/grouping/grid.test-data.ts'
import { createSolver } from './solver.ts'

const solver = createSolver(1)
afterAll(() => solver.close())

test('a sketch is worked out on its own thread, with progress on the way', async () => {
  const steps: string[] = []
  const solution = await solver.solve(gridProblem(5, 4), { seconds: 30, onProgress: ({ step }) => steps.push(step) })
  expect(solution.status).toBe('proved')
  expect(steps.length).toBeGreaterThan(0)
})

test('asked to stop, it answers within half a second with a whole plan and a bound that holds', async () => {
  const stop = new AbortController(), problem = gridProblem(24, 24)
  const working = solver.solve(problem, { seconds: 60, signal: stop.signal })
  await new Promise(done => setTimeout(done, 1500))
  const askedAt = performance.now()
  stop.abort()
  const solution = await working
  expect(performance.now() - askedAt).toBeLessThan(1000)
  expect(solution.status).toBe('stopped')
  expect(solution.bound).toBeLessThanOrEqual(solution.objective)
  expect([...solution.groups.flatMap(group => [...group]), ...solution.uncovered].sort((a, b) => a - b)).toEqual(Array.from(problem.patients.keys()))
})

test('the next in the queue gets its turn', async () => {
  const [one, two] = await Promise.all([solver.solve(gridProblem(3, 3), { seconds: 10 }), solver.solve(gridProblem(3, 3), { seconds: 10 })])
  expect(one.objective).toBeCloseTo(two.objective, 6)
})
