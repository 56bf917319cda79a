import type { MiddlewareHandler } from 'hono'
import { beforeCommissioner as words } from '#content/wording/support.ts'
import { onRoom, roomPage } from '../organisations/scene.tsx'
import { bodyOf } from '../posted.ts'
import type { Desk } from '../desk.ts'
import type { Web } from '../scene.tsx'
import { Button } from '../ui/parts.tsx'

const TOLD = 'told-about-commissioner'

/**
 * Stands before the act of showing something: whoever shows a thing to a commissioner is told once, plainly, what that means, and goes on or back (trap E16).
 * Whatever the form calls its boxes, a commissioner's address in one of them is what counts.
 */
export function tellBeforeCommissioner(desk: Desk): MiddlewareHandler<Web> {
  return async (c, next) => {
    if (c.req.method !== 'POST') return next()
    const body = await bodyOf(c), fields = Object.entries(body).flatMap(([name, value]) => [value].flat().flatMap(each => (typeof each === 'string' ? [[name, each] as const] : [])))
    const address = fields.find(([, value]) => value.startsWith('commissioner:'))?.[1]
    if (address === undefined || body[TOLD] === 'yes') return next()
    return onRoom(desk, async (c, scene) => {
      if (scene.room.organisation.kind === 'commissioner') { await next(); return c.res }
      const body = (await desk.rooms.bodies('commissioner')).find(each => `commissioner:${each.code}` === address), name = body?.name ?? words.anIcb
      const back = scene.to.item(scene.room.organisation.id, c.req.param('item') ?? '', 'who')
      return roomPage(c, scene, { title: words.title, back }, <>
        <h1 class="nhsuk-heading-l">{words.heading(name)}</h1>
        {words.body.map(each => <p>{each}</p>)}
        <form method="post" action={c.req.path} novalidate>
          {fields.map(([field, value]) => <input type="hidden" name={field} value={value} />)}
          <input type="hidden" name={TOLD} value="yes" />
          <Button kind="secondary">{words.go(name)}</Button>
        </form>
        <p><a href={back}>{words.back}</a></p>
      </>)
    })(c)
  }
}
