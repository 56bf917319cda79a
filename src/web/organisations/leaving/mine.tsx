import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { closing as closingWords, going as goingWords, leaveRoom, mine as words } from '#content/wording/leaving.ts'
import { room as roomWords, roles as roleWords } from '#content/wording/organisations.ts'
import { whoSees } from '#content/wording/frame.ts'
import { isRefusal } from '#domain/words.ts'
import { askAgain } from '../../accounts/parts.tsx'
import { askingOf, passCookies } from '../../accounts/signed-in.ts'
import { PlainPage } from '../../layout.tsx'
import { sendPage } from '../../pack.ts'
import type { Paths, TakenForm } from '../../paths.ts'
import { formOf } from '../../posted.ts'
import { page, refusalPage, type Web } from '../../scene.tsx'
import { ErrorSummary, Input, type Problem } from '../../ui/form.tsx'
import { moment } from '../../ui/moment.ts'
import { Button, Details, InsetText, WarningText } from '../../ui/parts.tsx'
import { day, listed, plainName } from '../../ui/say.ts'
import { problemAt } from '../notes.tsx'
import { openShares } from '../parts.tsx'
import type { PersonScene } from '../scene.tsx'
import type { MineItem } from './port.ts'
import { backupsInWords, Blocks, Files, Going, sendFile, Stays } from './parts.tsx'
import { dayInEngland } from '#domain/day.ts'

/** A page of somebody's own, of no room. */
function ownPage(c: Context<Web>, scene: PersonScene, { title, back, problems = [] }: { title: string; back: string; problems?: Problem[] }, children: Child) {
  return page(c, scene, { title, back, seenBy: whoSees.onlyYou, hasError: problems.length > 0 }, <>
    <p class="app-room-bar__out"><a class="app-hide" href={scene.to.home()} title={roomWords.hideHint} data-hide>{roomWords.hide}</a></p>
    <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
      {problems.length > 0 && <ErrorSummary problems={problems} />}
      {children}
    </div></div>
  </>, problems.length > 0 ? 422 : 200)
}

/** What is somebody's only, in whichever room they wrote it; and the rooms that are to go, where they can stop that. */
export async function minePage(c: Context<Web>, scene: PersonScene) {
  const { desk, to, account } = scene, today = dayInEngland(desk.now())
  const [items, going] = await Promise.all([desk.leaving.mine(account.person), desk.leaving.withASay(account.person)]), deleted = c.req.query('deleted')
  return ownPage(c, scene, { title: words.title, back: to.account() }, <>
    {c.req.query('gone') !== undefined && <InsetText><h2 class="nhsuk-heading-s">{leaveRoom.deletedTitle}</h2><p>{leaveRoom.deleted}</p></InsetText>}
    {deleted !== undefined && /^\d{1,6}$/.test(deleted) && <InsetText><p>{words.deleted(Number(deleted))}</p></InsetText>}
    {going.map(leaving => <Going leaving={leaving} heading={leaving.organisationName} stop={to.mine('stop')} isAnswering />)}
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    <p class="app-lede">{words.lede}</p>
    {items.length === 0 ? <p>{words.none}</p> : <>
      {items.map(({ head, title, blocks, isThere }) => <Details summary={title}>
        <p class="app-source">{words.where(head.organisationName, moment(head.madeAt))}</p>
        <Blocks blocks={blocks} />
        {openShares(head, today).length > 0 && <p>{words.shown(listed(openShares(head, today).map(share => whoSees.named(share.toName, day(share.until)))))}</p>}
        {isThere && <p><a href={placeOf(to, head)}>{words.open}</a></p>}
        <form method="post" action={to.mine('delete')}><input type="hidden" name="item" value={head.id} /><Button kind="secondary" small>{words.delete}<span class="nhsuk-u-visually-hidden">: {title}</span></Button></form>
      </Details>)}
      <h2 class="nhsuk-heading-m">{words.take}</h2>
      <Files href={form => to.takeMine(form)} />
      <h2 class="nhsuk-heading-m">{words.deleteAll}</h2>
      <p>{words.deleteAllSays(items.length)} {backupsInWords(desk.host.backupsKeptDays)}</p>
      <Details summary={words.deleteAll}><form method="post" action={to.mine('delete')}><input type="hidden" name="item" value="all" /><Button>{words.deleteAll}</Button></form></Details>
    </>}
    <h2 class="nhsuk-heading-m">{words.accountTitle}</h2>
    <p>{words.account} <a href={to.closeAccount()}>{words.accountLink}</a></p>
  </>)
}

/** Where a thing stands in its room. */
function placeOf(to: Paths, { kind, organisation, id }: MineItem['head']): string {
  return kind === 'help-request' ? to.help(organisation, id) : kind === 'case' ? to.caseOf(organisation, id) : kind === 'alone' ? to.aloneSaid(organisation, id) : to.item(organisation, id)
}

export async function takeMine(c: Context<Web>, { desk, account }: PersonScene, form: TakenForm) {
  return sendFile(c, await desk.leaving.takeMine(account.person, form))
}

export async function deleteMine(c: Context<Web>, { desk, to, account }: PersonScene) {
  const item = (await formOf(c)).one('item'), { deleted } = await desk.leaving.removeMine(account.person, item === 'all' ? null : item)
  return c.redirect(to.mine(undefined, 'deleted', deleted), 303)
}

export async function stopMine(c: Context<Web>, scene: PersonScene) {
  const outcome = await scene.desk.leaving.stop(scene.account.person, (await formOf(c)).one('leaving'))
  return isRefusal(outcome) ? refusalPage(c, scene, goingWords.title, outcome) : c.redirect(scene.to.mine(), 303)
}

/** Closing one's account: what happens, what stays and why, and one word to type. */
export async function closePage(c: Context<Web>, scene: PersonScene, problems: Problem[] = []) {
  const { desk, to, account } = scene, [items, speaking] = await Promise.all([desk.leaving.mine(account.person), desk.rooms.speaksFor(account.person)])
  const roles = speaking.map(({ organisation, roles: held }) => `${held.map(role => roleWords[role]).join(' and ')} at ${plainName(organisation.name, organisation.world)}`)
  return ownPage(c, scene, { title: closingWords.title, back: to.account(), problems }, <>
    <h1 class="nhsuk-heading-l">{closingWords.title}</h1>
    <h2 class="nhsuk-heading-m">{closingWords.happensTitle}</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">{closingWords.happens(listed(roles), items.length).map(line => <li>{line}</li>)}</ul>
    <Stays rows={closingWords.staying} />
    <p>{backupsInWords(desk.host.backupsKeptDays)}</p>
    {items.length > 0 && <><p>{closingWords.takeFirst}</p><Files href={form => to.takeMine(form)} /></>}
    {account.isRecent ? <form method="post" novalidate>
      <WarningText heading={closingWords.title}><p>{closingWords.forGood}</p></WarningText>
      <Input name="close" label={closingWords.confirm} width={10} error={problemAt(problems, 'close')} autocomplete="off" />
      <Button>{closingWords.button}</Button>
    </form> : <WarningText heading={leaveRoom.signInAgain}><p>{leaveRoom.signInAgainSays}</p><p><a href={to.signIn(to.closeAccount(), 'again')}>{leaveRoom.signInAgain}</a></p></WarningText>}
  </>)
}

export async function closeAccount(c: Context<Web>, scene: PersonScene) {
  const { desk, to, account, frame } = scene
  if (!account.isRecent) return c.redirect(to.signIn(to.closeAccount(), 'again'), 303)
  if ((await formOf(c)).one('close').toUpperCase() !== closingWords.word) return closePage(c, scene, [{ text: closingWords.notTyped, href: '#close' }])
  const left = await desk.leaving.closeAccount(account.person)
  if (isRefusal(left)) return closePage(c, scene, [{ text: left.why, href: '#close' }])
  const closed = await desk.accounts.close(askingOf(c))
  if (isRefusal(closed)) return askAgain(c, closed, to.closeAccount()) ?? refusalPage(c, scene, closingWords.title, closed)
  passCookies(c, closed)
  return sendPage(c, <PlainPage frame={{ ...frame, who: null }} title={closingWords.doneTitle} says={closingWords.done} />)
}
