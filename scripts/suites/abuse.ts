/** `npm run suite -- abuse [SIZE] [SEED]`: every form, address, box and file of the site, and a running server, tried as somebody would who means it ill. */
await import('../../test/abuse/run.ts')
