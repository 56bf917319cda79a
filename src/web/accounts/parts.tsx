import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { whoSees } from '#content/wording/frame.ts'
import type { Refusal } from '#domain/words.ts'
import type { Desk } from '../desk.ts'
import { paths } from '../paths.ts'
import { frameOf, page, type Web } from '../scene.tsx'
import { ErrorSummary, type Problem } from '../ui/form.tsx'
import { safePath } from './return-path.ts'

export type Answer = Response | Promise<Response>

interface PartProps { title: string; back?: string; problems?: readonly Problem[]; status?: 200 | 410 | 422 | 429; seenBy?: string; head?: Child }

/** One of the pages of signing in or of one's own account: a question in one column, with what is wrong above it. */
export function part(c: Context<Web>, desk: Desk, { title, back, problems = [], status = problems.length > 0 ? 422 : 200, seenBy = whoSees.onlyYou, head }: PartProps, children: Child): Answer {
  c.header('cache-control', 'no-store')
  c.header('x-robots-tag', 'noindex')
  return page(c, { frame: frameOf(c, desk, null) }, { title, back, seenBy, hasError: problems.length > 0, head }, <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
    {problems.length > 0 && <ErrorSummary problems={problems} />}
    {children}
  </div></div>, status)
}

/** What a refusal says about a box. */
export const problemAt = (refusal: Refusal, id: string): Problem => ({ text: refusal.why, href: `#${id}` })

export const errorAt = (problems: readonly Problem[], id: string): string | undefined => problems.find(each => each.href === `#${id}`)?.text

/** Too often is 429, so that programs that guess are told in their own tongue; anything else is 422. */
export const statusOf = (refusal: Refusal): 422 | 429 => (refusal.code === 'too-often' || refusal.code === 'code-locked' ? 429 : 422)

/** Where a form or an address says that somebody wanted to be. */
export const backFrom = (text: string | undefined): string | null => safePath(text)

/** Carries along where somebody wanted to be. */
export function Return({ to }: { to: string | null }) {
  return to === null ? null : <input type="hidden" name="return" value={to} />
}

/** Leads whoever signed in too long ago to sign in again and back here; null for any other refusal. */
export function askAgain(c: Context<Web>, refusal: Refusal, back: string): Response | null {
  if (refusal.code === 'signed-out') return c.redirect(paths.signIn(back), 303)
  return refusal.code === 'not-recent' ? c.redirect(paths.signIn(back, 'again'), 303) : null
}
