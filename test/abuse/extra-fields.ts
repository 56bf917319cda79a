import { destroyingLast, versionsNow, type Sent } from './forms.ts'
import { moreThan } from './html.ts'
import { comparable, wordsIn } from './rows.ts'
import { here, openSite, urlencoded, type Fields, type Site } from './site.ts'
import type { Tally } from './tally.ts'
import type { Town } from './town.ts'

/** Every column there is with values that somebody would like to see in it, by how it is spelled in a form: as in the tables, as in the code, as in an address. */
async function hostile(site: Site, town: Town): Promise<Fields[]> {
  const { rows } = await site.rows.client.query<{ name: string; type: string }>(`
    select distinct column_name as name, data_type as type from information_schema.columns where table_schema in ('public', 'accounts') order by 1`)
  const { lmc, penmarshHealth } = town.rooms, person = (name: 'okoro' | 'lowe') => town.people.get(name)!
  const byName: Record<string, [string, string]> = {
    organisation: [lmc, penmarshHealth], owner: [lmc, penmarshHealth], group_id: [town.rooms.group, lmc], member: [lmc, penmarshHealth], person: [person('okoro'), person('lowe')], author: [person('okoro'), person('lowe')], entered_by: [person('okoro'), person('lowe')], made_by: [person('lowe'), person('okoro')], given_by: [person('lowe'), person('okoro')],
    userId: [person('okoro'), person('lowe')], founded_by: [person('okoro'), person('lowe')], to_person: [person('okoro'), person('lowe')], owner_person: [person('okoro'), person('lowe')], taken_by: [person('okoro'), person('lowe')], looker: [person('okoro'), person('lowe')], kept_as: ['anyone', 'only-you'], kind: ['partner', 'officer'], role_kind: ['partner', 'officer'], purpose: ['room', 'group'], joined_as: ['member', 'observer'], world: ['real', 'invented'],
    to_code: ['support:carrowshire-lmc', 'practice:ZP0002'], for_code: ['ZP0001', 'ZP0002'], email: ['taken.over@penmarsh.example', 'okoro@penmarsh.example'], how: ['demo', 'passkey'], from_on: ['1999-01-01', '2099-01-01'], to_on: ['2099-01-01', '1999-01-01'], until: ['2099-01-01', '31/12/2099'],
  }
  const usual = (type: string): [string, string] => (type === 'boolean' ? ['true', 'false'] : type.startsWith('timestamp') || type === 'date' ? ['2099-01-01T00:00:00.000Z', '1999-01-01T00:00:00.000Z'] : type === 'uuid' ? [lmc, penmarshHealth] : /int|double|numeric/.test(type) ? ['7', '2147483647'] : ['hostile', 'Hostile Words'])
  const columns = [...rows, ...['isAnswering', 'isCommercial', 'isDemo', 'is_admin', 'admin', 'role', 'roles', 'who', 'viewer', 'enteredFor', 'capacity', 'today', 'now', 'caller', 'session', 'isRecent', 'item', 'back', 'callbackURL', 'metadata', 'rememberMe', 'disableRedirect'].map(name => ({ name, type: 'text' }))]
  return [0, 1].map(which => columns.flatMap(({ name, type }) => {
    const value = (byName[name] ?? usual(type))[which]!, camel = name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
    return [...new Set([name, camel, name.replaceAll('_', '-'), `item[${name}]`, `user.${name}`])].map((spelling): Fields[number] => [spelling, value])
  }))
}

/**
 * Each form with fields that no page of ours has, named like every column: what it leaves in the tables is what it leaves without them. The forms are sent one after the
 * other on copies of one site, one of them without; what was made meanwhile (ids, keys, hours) is not compared, what was there before is.
 */
export async function extraFields(town: Town, forms: readonly Sent[], tally: Tally): Promise<void> {
  const base = await openSite(town.database), known = wordsIn(await base.rows.dump()), sets = await hostile(base, town), sites = [base, ...await Promise.all(sets.map(() => openSite(town.database)))], told = new Set<string>()
  try {
    for (const form of destroyingLast(forms.filter((one, i) => one.json === undefined && forms.findIndex(other => other.route === one.route) === i))) {
      const statuses: number[] = []
      for (const [i, site] of sites.entries()) statuses.push(await sendWith(site, form, i === 0 ? [] : sets[i - 1]!))
      const now = Date.now(), [plain, ...others] = await Promise.all(sites.map(site => site.rows.dump()))
      for (const [i, rows] of others.entries()) {
        const differs = [...plain!].filter(([table]) => table !== 'accounts.allowance').flatMap(([table, before]) => differences(table, comparable(before, known, now), comparable(rows.get(table) ?? [], known, now)).filter(line => !told.has(`${i} ${line}`)))
        for (const line of differs) told.add(`${i} ${line}`)
        tally.tried('extra field', `POST ${form.route.path} by ${form.by} with every column (${sets[i]!.length} names), values ${i + 1}`, differs.length > 0 ? differs.join('; ').slice(0, 900) : statuses[i + 1]! >= 500 ? `answered ${statuses[i + 1]}` : null)
      }
    }
  } finally { for (const site of sites) await site.close() }
}

async function sendWith(site: Site, form: Sent, extra: Fields): Promise<number> {
  const visitor = await site.as(form.by), own = await versionsNow(site, form.fields, form.at), names = new Set(own.map(([name]) => name)), jar = new Map(visitor.cookies)
  const inAddress = new URLSearchParams(extra.filter(([name]) => !['return', 'code', 'token', 'size', 'from', 'figures', 'practice'].includes(name)).slice(0, 150)).toString(), query = form.at.includes('?') ? '&' : '?'
  const answer = await visitor.ask(`${form.at}${extra.length > 0 ? query + inAddress : ''}`, { method: 'POST', body: new URLSearchParams([...own, ...extra.filter(([name]) => !names.has(name))]).toString(), headers: { origin: here, 'content-type': urlencoded } })
  if (!/sign-out|sign-in|try-as|password|second-factor|sessions|account\/close/.test(form.at)) { visitor.cookies.clear(); for (const [name, value] of jar) visitor.cookies.set(name, value) }
  return answer.status
}

/** Rows that only one of the two has, each as often as it is there. */
function differences(table: string, before: readonly string[], after: readonly string[]): string[] {
  return [...moreThan(before, after).map(row => `${table} − ${row}`), ...moreThan(after, before).map(row => `${table} + ${row}`)]
}
