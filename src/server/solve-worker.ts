import { constants, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { loadHighs } from '#engines/grouping/highs.ts'
import type { GroupingProblem, GroupingSolution, SolveProgress } from '#engines/grouping/problem.ts'
import { solve } from '#engines/grouping/solve.ts'

/** What a solver asks of its thread. `cancel` holds one number both sides see: not 0 means stop and give the best found. */
export interface SolveJob { problem: GroupingProblem; seconds: number; cancel: Int32Array }

export type SolveAnswer = { progress: SolveProgress } | { solution: GroupingSolution } | { failed: string }

const port = parentPort
if (!port) throw new Error('solve-worker runs as a worker thread')

// Where processors are scarce, readers' pages go before a search. On Linux 0 means this thread alone; elsewhere it would be the whole server.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL)

// Warm from the first moment: the runtime loads while nobody waits.
void loadHighs()

port.on('message', async ({ problem, seconds, cancel }: SolveJob) => {
  const say = (answer: SolveAnswer, transfer: ArrayBuffer[] = []) => port.postMessage(answer, transfer)
  try {
    const highs = await loadHighs()
    const solution = solve(problem, {
      seconds, now: () => performance.now(), isCancelled: () => Atomics.load(cancel, 0) !== 0, onProgress: progress => say({ progress }),
    }, highs)
    say({ solution })
  } catch (error) {
    say({ failed: error instanceof Error ? error.stack ?? error.message : String(error) })
  }
})
