import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'

/** What a form sent: one value of a name, or all of them. */
export interface Form { one(name: string): string; all(name: string): string[] }

/** A form as it was sent; one that no browser sends (parts without an end) is refused as what it is, not as our mistake. */
export async function bodyOf(c: Context): Promise<Record<string, string | File | (string | File)[]>> {
  try {
    return await c.req.parseBody({ all: true })
  } catch (cause) {
    throw new HTTPException(400, { cause })
  }
}

export async function formOf(c: Context): Promise<Form> {
  const body = await bodyOf(c)
  const all = (name: string) => [Object.hasOwn(body, name) ? body[name]! : []].flat().filter(value => typeof value === 'string')
  return { one: name => all(name)[0]?.trim() ?? '', all }
}
