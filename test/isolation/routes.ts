import { accountRoutes } from './account-routes.ts'
import { aloneRoutes } from './alone-routes.ts'
import type { DeclaredRoute } from './asking.ts'
import { publicRoutes } from './public-routes.ts'
import { reviewRoutes } from './review-routes.ts'
import { roomRoutes } from './room-routes.ts'
import { supportRoutes } from './support-routes.ts'

/**
 * Every route of the site: whom its answer is for, what stands in its address, what is asked of its form, and what of the world it shows, worked out by the
 * slow rule. A route that is not here fails `npm test`, and so does one that is here and gone; a field that a page asks for and that is not named here, too.
 */
export const routes: Record<string, DeclaredRoute> = { ...publicRoutes, ...roomRoutes, ...supportRoutes, ...reviewRoutes, ...aloneRoutes, ...accountRoutes }

/** What stands before routes of any method, and answers none by itself. */
export const before: readonly string[] = [
  '/*', '/api', '/api/*', '/our', '/our/*', '/invited', '/invited/*', '/invited/take', '/sketches/*', '/shared/*', '/outbox', '/sign-in/*', '/account/*', '/account/mine', '/account/mine/*', '/account/close', '/our/:organisation/kept/:item/show',
  ...['ask', 'asked-us', 'letters', 'cases', 'what-we-see', 'what-your-lmc-sees', 'answer-alone', 'next-five-years'].flatMap(part => [`/our/:organisation/${part}`, `/our/:organisation/${part}/*`]),
]
