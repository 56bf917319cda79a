/** `npm run suite -- isolation [whole|short] [SEED]`: every page, file, table and command asked by everybody, and each answer held against the rule of who may see what. */
await import('../../test/isolation/run.ts')
