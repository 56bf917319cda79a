import type { Context } from 'hono'
import { raw } from 'hono/html'
import { renderSVG } from 'uqr'
import { account as accountWords, choose as chooseWords, name as nameWords, passkeys as passkeyWords, recovery as recoveryWords, removing as removingWords, secondFactor as factorWords } from '#content/wording/accounts.ts'
import { assetPath } from '../assets.ts'
import type { Desk } from '../desk.ts'
import { paths } from '../paths.ts'
import type { Web } from '../scene.tsx'
import { Input, type Problem } from '../ui/form.tsx'
import { Button, ButtonLink } from '../ui/parts.tsx'
import { TypedIsKept, typedBefore } from './kept.tsx'
import { errorAt, part, Return, type Answer } from './parts.tsx'
import { whoAsks } from './signed-in.ts'

/** Changing one's name, and how one signs in: a question a page. */

interface Props { problems?: readonly Problem[]; status?: 422 | 429 }

export async function namePage(c: Context<Web>, desk: Desk, { back, typed, problems = [] }: Props & { back: string | null; typed?: string }): Promise<Response> {
  const before = typed === undefined ? await typedBefore(c, desk) : null, isFirst = whoAsks(c).name === ''
  return part(c, desk, { title: nameWords.title, back: isFirst ? undefined : paths.account(), problems }, <>
    <TypedIsKept typed={before} />
    <form method="post" action={paths.accountPart('name')} novalidate>
      <Return to={back ?? before?.one('return') ?? null} />
      <Input name="name" autocomplete="name" label={{ text: nameWords.title, size: 'l', isPageHeading: true }} hint={nameWords.hint} value={typed ?? before?.one('name') ?? whoAsks(c).name} error={errorAt(problems, 'name')} width={20} />
      <Button>{nameWords.button}</Button>
    </form>
  </>)
}

/** The square an app reads, and the same in letters. */
export function secondFactorPage(c: Context<Web>, desk: Desk, { uri, problems = [], status }: Props & { uri: string }): Answer {
  const letters = new URL(uri).searchParams.get('secret') ?? ''
  return part(c, desk, { title: factorWords.title, back: paths.account(), problems, status }, <>
    <h1 class="nhsuk-heading-l">{factorWords.title}</h1>
    <p class="app-lede">{factorWords.lead}</p>
    <ol class="nhsuk-list nhsuk-list--number">{factorWords.steps.map(step => <li>{step}</li>)}</ol>
    <div class="app-square" role="img" aria-label={factorWords.square}>{raw(renderSVG(uri, { border: 4 }))}</div>
    <p>{factorWords.letters}: <code class="app-secret">{letters.match(/.{1,4}/g)?.join(' ')}</code></p>
    <form method="post" action={paths.accountPart('second-factor')} novalidate>
      <Input name="code" autocomplete="one-time-code" inputMode="numeric" label={{ text: factorWords.label, size: 's' }} error={errorAt(problems, 'code')} width={10} />
      <Button>{factorWords.button}</Button>
    </form>
  </>)
}

/** The recovery codes, shown once: in the answer to what made them. */
export function recoveryCodesPage(c: Context<Web>, desk: Desk, codes: readonly string[], hasPassword: boolean): Answer {
  return part(c, desk, { title: recoveryWords.title }, <>
    <h1 class="nhsuk-heading-l">{recoveryWords.title}</h1>
    <p class="app-lede">{recoveryWords.lead}</p>
    <ol class="app-codes">{codes.map(code => <li><code>{code}</code></li>)}</ol>
    <p>{recoveryWords.how}</p>
    <p class="app-no-print js-only"><button class="nhsuk-button nhsuk-button--secondary" type="button" data-print>{recoveryWords.print}</button></p>
    <p><ButtonLink href={hasPassword ? paths.account() : paths.accountPart('password')}>{hasPassword ? recoveryWords.done : recoveryWords.next}</ButtonLink></p>
  </>)
}

export function newRecoveryCodesPage(c: Context<Web>, desk: Desk, { problems = [], status }: Props = {}): Answer {
  return part(c, desk, { title: recoveryWords.newTitle, back: paths.account(), problems, status }, <>
    <h1 class="nhsuk-heading-l">{recoveryWords.newTitle}</h1>
    <p>{recoveryWords.newLead}</p>
    <form method="post" action={paths.accountPart('recovery-codes')} novalidate>
      <Input name="password" type="password" autocomplete="current-password" label={{ text: recoveryWords.current, size: 's' }} error={errorAt(problems, 'password')} width={20} />
      <Button>{recoveryWords.newButton}</Button>
    </form>
  </>)
}

export function choosePasswordPage(c: Context<Web>, desk: Desk, { isChange, problems = [], status }: Props & { isChange: boolean }): Answer {
  const title = isChange ? chooseWords.changeTitle : chooseWords.title
  return part(c, desk, { title, back: paths.account(), problems, status }, <>
    <h1 class="nhsuk-heading-l">{title}</h1>
    <form method="post" action={paths.accountPart('password')} novalidate>
      <input type="hidden" name="username" value={whoAsks(c).email} autocomplete="username" />
      {isChange && <Input name="password-before" type="password" autocomplete="current-password" label={{ text: chooseWords.before, size: 's' }} error={errorAt(problems, 'password-before')} width={20} />}
      <Input name="password" type="password" autocomplete="new-password" label={{ text: chooseWords.label, size: 's' }} hint={chooseWords.hint} error={errorAt(problems, 'password')} width={20} />
      <Button>{chooseWords.button}</Button>
    </form>
    {isChange && <p>{chooseWords.elsewhere} {chooseWords.forgotten}</p>}
  </>)
}

export function removePasswordPage(c: Context<Web>, desk: Desk): Answer {
  return part(c, desk, { title: removingWords.title, back: paths.account() }, <>
    <h1 class="nhsuk-heading-l">{removingWords.title}</h1>
    <p>{removingWords.lead}</p>
    <form method="post" action={paths.accountPart('password/remove')}><Button>{removingWords.button}</Button></form>
  </>)
}

/** The one page that needs a script: the ceremony is between browser and device. */
export function addPasskeyPage(c: Context<Web>, desk: Desk): Answer {
  return part(c, desk, { title: passkeyWords.addTitle, back: paths.account(), head: <script type="module" src={assetPath('passkey.js')}></script> }, <>
    <h1 class="nhsuk-heading-l">{passkeyWords.addTitle}</h1>
    <p class="app-lede">{passkeyWords.addLead}</p>
    <noscript><p>{passkeyWords.needsScripts}</p></noscript>
    <div class="app-passkey">
      <div class="app-js-block">
        <Input name="passkey-name" label={{ text: accountWords.passkeyName, size: 's' }} hint={accountWords.passkeyNameHint} width={20} autocomplete="off" />
      </div>
      <button class="nhsuk-button js-only" type="button" id="add-passkey" data-passkey="add" data-options={paths.accountPart('passkeys/options')} data-answer={paths.accountPart('passkeys')} data-name="passkey-name"
        data-stopped={passkeyWords.stopped} data-not-here={passkeyWords.notHere}>{passkeyWords.addButton}</button>
      <p role="status" id="add-passkey-says"></p>
    </div>
  </>)
}

export function renamePasskeyPage(c: Context<Web>, desk: Desk, passkey: { id: string; name: string }): Answer {
  return part(c, desk, { title: passkeyWords.renameTitle, back: paths.account() }, <form method="post" action={paths.myPasskey(passkey.id, 'name')} novalidate>
    <Input name="name" label={{ text: passkeyWords.renameTitle, size: 'l', isPageHeading: true }} hint={accountWords.passkeyNameHint} value={passkey.name} width={20} autocomplete="off" />
    <Button>{passkeyWords.renameButton}</Button>
  </form>)
}

export function removePasskeyPage(c: Context<Web>, desk: Desk, passkey: { id: string; name: string }): Answer {
  const title = passkeyWords.removeTitle(passkey.name || accountWords.passkeyNameless)
  return part(c, desk, { title: passkeyWords.removeButton, back: paths.account() }, <>
    <h1 class="nhsuk-heading-l">{title}</h1>
    <p>{passkeyWords.removeLead}</p>
    <form method="post" action={paths.myPasskey(passkey.id, 'remove')}><Button>{passkeyWords.removeButton}</Button></form>
  </>)
}

/** The last step before another site: a link, because a form of ours may lead nowhere else (form-action), and a link may. */
export function toProviderPage(c: Context<Web>, desk: Desk, name: string, to: string): Answer {
  const title = accountWords.addProvider(name)
  return part(c, desk, { title, back: paths.account() }, <>
    <h1 class="nhsuk-heading-l">{title}</h1>
    <p>{accountWords.atProvider(name)}</p>
    <p><ButtonLink href={to}>{accountWords.toProvider(name)}</ButtonLink></p>
  </>)
}
