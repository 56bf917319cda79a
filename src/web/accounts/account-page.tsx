import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { account as words, how as howWords } from '#content/wording/accounts.ts'
import { mine as mineWords } from '#content/wording/leaving.ts'
import { dayInEngland } from '#domain/day.ts'
import type { Desk } from '../desk.ts'
import { paths } from '../paths.ts'
import type { Web } from '../scene.tsx'
import type { Problem } from '../ui/form.tsx'
import { Button, ButtonLink, SummaryList } from '../ui/parts.tsx'
import { day } from '../ui/say.ts'
import { part } from './parts.tsx'
import type { OpenSession, Ways } from './port.ts'
import { whoAsks } from './signed-in.ts'
import { moment } from '../ui/moment.ts'

/** A form of one button. */
export function Do({ action, button, hidden, fields = {} }: { action: string; button: string; hidden?: string; fields?: Record<string, string> }) {
  return <form method="post" action={action} class="app-edit">
    {Object.entries(fields).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
    <Button kind="secondary" small>{button}{hidden && <span class="nhsuk-u-visually-hidden"> {hidden}</span>}</Button>
  </form>
}

/** Who one is here, how one signs in, and where one is signed in. */
export async function accountPage(c: Context<Web>, desk: Desk, problems: readonly Problem[] = []): Promise<Response> {
  const who = whoAsks(c), { mine, providerName } = desk.accounts
  const [ways, sessions] = await Promise.all([mine.ways(who), mine.sessions(who)])
  return part(c, desk, { title: words.title, problems }, <>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <h2 class="nhsuk-heading-m">{words.you}</h2>
    <SummaryList rows={[
      { key: words.name, value: who.name || words.noName, action: { text: words.change, hidden: 'your name', href: paths.accountPart('name') } },
      { key: words.email, value: who.email },
    ]} />

    <p><a href={paths.mine()}>{mineWords.title}</a> · <a href={paths.closeAccount()}>{mineWords.accountLink}</a></p>

    <h2 class="nhsuk-heading-m">{words.waysTitle}</h2>
    <Way title={words.byEmail} means={words.byEmailMeans} />
    <Way title={words.passwordTitle} means={words.passwordMeans}><PasswordWay ways={ways} /></Way>
    <Way title={words.passkeysTitle} means={words.passkeysMeans}>
      {ways.passkeys.length === 0 ? <p>{words.passkeysNone}</p> : <ul class="app-links">{ways.passkeys.map(({ id, name, since }) => <li>
        <strong>{name || words.passkeyNameless}</strong> {since && words.added(day(dayInEngland(since)))}{' '}
        <a href={paths.myPasskey(id, 'name')}>{words.rename}<span class="nhsuk-u-visually-hidden"> of {name || words.passkeyNameless}</span></a> · <a href={paths.myPasskey(id, 'remove')}>{words.remove}<span class="nhsuk-u-visually-hidden"> {name || words.passkeyNameless}</span></a>
      </li>)}</ul>}
      <ButtonLink href={paths.accountPart('passkeys/add')} kind="secondary" small>{words.addPasskey}</ButtonLink>
    </Way>
    {providerName !== null && <Way title={words.providerTitle(providerName)} means={words.providerMeans(providerName)}>
      {ways.provided.map(({ id, since }) => <p>{words.added(day(dayInEngland(since)))} <Do action={paths.accountPart('provider/remove')} fields={{ id }} button={words.remove} hidden={providerName} /></p>)}
      {ways.provided.length === 0 && <Do action={paths.accountPart('provider/add')} button={words.addProvider(providerName)} />}
    </Way>}

    <h2 class="nhsuk-heading-m" id="sessions">{words.sessionsTitle}</h2>
    <p>{words.sessionsMeans}</p>
    <ul class="app-links">{sessions.map(session => <li><Session session={session} /></li>)}</ul>
    <Do action={paths.accountPart('sign-out-everywhere')} button={words.everywhere} />
    <p class="app-source">{words.everywhereMeans}</p>
  </>)
}

function Way({ title, means, children }: { title: string; means: string; children?: Child }) {
  return <section class="app-way"><h3 class="nhsuk-heading-s">{title}</h3><p>{means}</p>{children}</section>
}

function PasswordWay({ ways: { hasPassword, secondFactor } }: { ways: Ways }) {
  if (hasPassword && secondFactor === 'set') return <>
    <p>{words.passwordSet}</p>
    <ul class="nhsuk-list">
      <li><a href={paths.accountPart('password')}>{words.changePassword}</a></li>
      <li><a href={paths.accountPart('recovery-codes')}>{words.newCodes}</a></li>
      <li><a href={paths.accountPart('password/remove')}>{words.removePassword}</a>. {words.removePasswordMeans}</li>
    </ul>
  </>
  if (secondFactor === 'set') return <><p>{words.passwordHalf}</p><ButtonLink href={paths.accountPart('password')} kind="secondary" small>{words.choose}</ButtonLink><p><a href={paths.accountPart('password/remove')}>{words.removePassword}</a></p></>
  if (secondFactor === 'begun') return <><p>{words.passwordBegun}</p><ButtonLink href={paths.accountPart('second-factor')} kind="secondary" small>{words.goOn}</ButtonLink></>
  return <><p>{words.passwordNone}</p><Do action={paths.accountPart('second-factor/begin')} button={words.setUp} /></>
}

function Session({ session: { id, device, how, signedInAt, seenAt, isThis } }: { session: OpenSession }) {
  return <>
    <strong>{device}</strong>{isThis && ` (${words.thisOne})`}: {howWords[how]}, {words.since(moment(signedInAt))}, {words.lastUsed(moment(seenAt))}.
    {!isThis && <Do action={paths.accountPart('sessions/end')} fields={{ session: id }} button={words.end} hidden={device} />}
  </>
}
