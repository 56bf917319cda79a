import { defineConfig } from 'vitest/config'

const shared = { oxc: { jsx: { runtime: 'automatic' as const, importSource: 'hono/jsx' } } }

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      // Rules, rooms, database, pages: beside the code, on one private PostgreSQL started when a test first asks for it.
      { ...shared, test: { name: 'house', sequence: { groupOrder: 1 }, globalSetup: ['test/house/database.ts'], include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/{house,town,isolation,abuse}/**/*.test.ts', 'scripts/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000 } },
      // A browser against a real server of their own, after everything else, so that neither slows the other. One that waits too long on a loaded machine is walked once more.
      { ...shared, test: { name: 'journeys', sequence: { groupOrder: 2 }, globalSetup: ['test/journeys/server.ts'], include: ['test/journeys/**/*.test.ts'], retry: 1, testTimeout: 180_000, hookTimeout: 240_000 } },
      // Servers of their own that are killed under load: last, so that nothing else is slowed or slows them.
      { ...shared, test: { name: 'loss', sequence: { groupOrder: 3 }, include: ['test/loss/**/*.test.ts'], testTimeout: 300_000 } },
    ],
  },
})
