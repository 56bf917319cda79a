/**
 * `npm run suite -- isolation [whole|short] [SEED]`: everything is asked of the site and of its database, as everybody, and held against the rule of who sees what.
 * Fails on a leak, on something undeclared, and on having asked too little to prove anything.
 */
import { register } from 'tsx/esm/api'

register() // pages are .tsx, which Node does not read by itself
await import('../../test/isolation/run.ts')
