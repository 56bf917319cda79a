import { Worker } from 'node:worker_threads'
import type { Solve } from '#commands/partners/propose.ts'
import type { GroupingProblem, GroupingSolution, SolveProgress } from '#engines/grouping/problem.ts'
import type { SolveAnswer, SolveJob } from './solve-worker.ts'

export interface Solver {
  /** Waits for a free thread, then searches on it. An aborted signal stops the search within about half a second; the best found is the answer. */
  solve: Solve
  /** Stops every thread; work under way is rejected. */
  close(): Promise<void>
}

interface Task { problem: GroupingProblem; seconds: number; cancel: Int32Array<SharedArrayBuffer>; onProgress: ((progress: SolveProgress) => void) | undefined; done: (solution: GroupingSolution) => void; failed: (error: Error) => void }

interface Thread { worker: Worker; task: Task | null }

/**
 * Worker threads for the grouping engine: one is kept warm, up to `threads` run at once, the rest wait their turn.
 * Arrays are copied to the thread, so the caller may keep and reuse its problem.
 */
export function createSolver(threads = 1): Solver {
  const pool: Thread[] = [], waiting: Task[] = []
  let isClosed = false

  function open(): Thread {
    const worker = new Worker(new URL('./solve-worker.ts', import.meta.url), { name: 'grouping' }), thread: Thread = { worker, task: null }
    worker.unref()
    worker.on('message', (answer: SolveAnswer) => {
      const { task } = thread
      if (!task) return
      if ('progress' in answer) { task.onProgress?.(answer.progress); return }
      free(thread)
      if ('solution' in answer) task.done(answer.solution)
      else task.failed(new Error(`grouping failed: ${answer.failed}`))
      next()
    })
    const lost = (error: Error) => {
      const { task } = thread
      if (pool.includes(thread)) pool.splice(pool.indexOf(thread), 1)
      free(thread)
      task?.failed(error)
      if (!isClosed) next()
    }
    worker.on('error', lost)
    worker.on('exit', () => lost(new Error('the grouping thread ended')))
    pool.push(thread)
    return thread
  }

  function free(thread: Thread): void {
    thread.task = null
    thread.worker.unref()
  }

  function next(): void {
    if (waiting.length === 0) return
    const thread = pool.find(({ task }) => task === null) ?? (pool.length < Math.max(1, threads) ? open() : null)
    if (!thread) return
    const task = waiting.shift()!
    thread.task = task
    thread.worker.ref()
    thread.worker.postMessage({ problem: task.problem, seconds: task.seconds, cancel: task.cancel } satisfies SolveJob)
  }

  open()
  return {
    solve(problem, { seconds, onProgress, signal }) {
      if (isClosed) return Promise.reject(new Error('the solver is closed'))
      const cancel = new Int32Array(new SharedArrayBuffer(4))
      const stop = () => { Atomics.store(cancel, 0, 1) }
      if (signal?.aborted) stop()
      signal?.addEventListener('abort', stop, { once: true })
      return new Promise<GroupingSolution>((done, failed) => {
        waiting.push({ problem, seconds, cancel, onProgress, done, failed })
        next()
      }).finally(() => signal?.removeEventListener('abort', stop))
    },
    async close() {
      isClosed = true
      for (const { failed } of waiting.splice(0)) failed(new Error('the solver was closed'))
      await Promise.all(pool.map(({ worker }) => worker.terminate()))
    },
  }
}
