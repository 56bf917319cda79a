import { OpenAPIHono } from '@hono/zod-openapi'
import type { Desk } from '../desk.ts'
import type { Web } from '../scene.tsx'

/** Read-only answers for programs. */
export function apiRoutes(desk: Desk): OpenAPIHono<Web> {
  const api = new OpenAPIHono<Web>()
  api.get('/editions', c => c.json(desk.figures.list()))
  return api
}
