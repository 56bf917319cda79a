export type { Flows } from '../position/flows.ts'
