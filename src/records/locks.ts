/**
 * Numbers of our advisory locks, all in one place, so that no two things that have nothing to do with each other wait for each other. Nobody else uses them in
 * this database: the migrations and the queue of jobs have tables of their own to lock.
 */
export const locks = {
  /** Whoever publishes releases. */
  publishing: 7_150_001,
  /** Whoever takes files in, and who clears away what a killed import left. */
  importing: 7_150_002,
  /** Whoever changes how many searches wait. */
  queueing: 7_150_003,
  /** Workers that live: the first of two numbers, the second is the worker's own. */
  living: 7_150_004,
  /** Whoever moves the invented people of a demonstration into their rooms. */
  movingIn: 7_150_005,
} as const
