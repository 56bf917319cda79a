import type { Context } from 'hono'
import { code as codeWords, link as linkWords, passkeys as passkeyWords, personas as personaWords, password as passwordWords, sent as sentWords, signIn as words } from '#content/wording/accounts.ts'
import { whoSees } from '#content/wording/frame.ts'
import { assetPath } from '../assets.ts'
import type { Desk } from '../desk.ts'
import { paths } from '../paths.ts'
import type { Web } from '../scene.tsx'
import { Input, type Problem } from '../ui/form.tsx'
import { Button, Details, InsetText, SummaryList } from '../ui/parts.tsx'
import { errorAt, part, Return, type Answer } from './parts.tsx'

export interface SignInProps { back: string | null; why?: string; problems?: readonly Problem[]; status?: 422 | 429; email?: string }

/** One page: the e-mail box first, every other way below it. */
export function signInPage(c: Context<Web>, desk: Desk, { back, why, problems = [], status, email }: SignInProps): Answer {
  const { canSendLetters, providerName } = desk.accounts, who = c.get('who') ?? null
  return part(c, desk, { title: words.title, problems, status, seenBy: whoSees.anyone, head: <script type="module" src={assetPath('passkey.js')}></script> }, <>
    <h1 class="nhsuk-heading-l">{words.title}</h1>
    {why === 'again' && <InsetText><p>{words.again}</p></InsetText>}
    {why === 'kept' && <InsetText><p>{words.typedIsKept}</p></InsetText>}
    {why === undefined && <p class="app-lede">{words.lead}</p>}
    {canSendLetters
      ? <form method="post" action={paths.signIn()} novalidate>
        <Return to={back} />
        <Input name="email" type="email" autocomplete="email" label={{ text: words.email, size: 's' }} hint={<>{words.emailHint} {words.first}</>} value={email ?? who?.email} error={errorAt(problems, 'email')} width={30} />
        <Button>{words.button}</Button>
      </form>
      : <InsetText><p>{words.noLetters}{providerName === null && <> {words.noWay}</>}</p></InsetText>}
    <h2 class="nhsuk-heading-m">{words.otherWays}</h2>
    {providerName !== null && <p><a href={paths.signInPart('with', back)}>{words.provider(providerName)}</a></p>}
    <div class="app-passkey">
      <button class="nhsuk-button nhsuk-button--secondary js-only" type="button" id="use-passkey" data-passkey="use" data-options={paths.signInPart('passkey/options')} data-answer={paths.signInPart('passkey')} data-return={back ?? undefined}
        data-stopped={passkeyWords.stopped} data-not-here={passkeyWords.notHere} aria-describedby="use-passkey-hint">{words.passkey}</button>
      <p class="app-source js-only" id="use-passkey-hint">{words.passkeyHint}</p>
      <p role="status" id="use-passkey-says"></p>
      <noscript><p>{words.passkeyNeedsScripts}</p></noscript>
    </div>
    <p><a href={paths.signInPart('password', back)}>{words.password}</a></p>
    {desk.personas.length > 0 && <p><a href={paths.tryAs()}>{personaWords.door}</a></p>}
    <Details summary={words.keepTitle}>
      <SummaryList rows={words.keep.map(([key, value]) => ({ key: key!, value: value! }))} />
      <p>{words.cookie}</p>
    </Details>
  </>)
}

/** Says the same whether or not there is such an address. */
export function sentPage(c: Context<Web>, desk: Desk, back: string | null): Answer {
  return part(c, desk, { title: sentWords.title, back: paths.signIn(back), seenBy: whoSees.anyone }, <>
    <h1 class="nhsuk-heading-l">{sentWords.title}</h1>
    <p class="app-lede">{sentWords.lead}</p>
    <p>{sentWords.open}</p>
    {desk.post.isShown && <InsetText><p>{sentWords.shownHere} <a href={paths.outbox()}>{personaWords.outbox}</a></p></InsetText>}
    <p>{sentWords.notThere} <a href={paths.signIn(back)}>{sentWords.again}</a></p>
  </>)
}

/** Where the link of a letter leads: one button, so that a program that opens links uses nothing up. */
export function linkPage(c: Context<Web>, desk: Desk, { token, email, back }: { token: string; email: string; back: string | null }): Answer {
  return part(c, desk, { title: linkWords.title }, <>
    <h1 class="nhsuk-heading-l">{linkWords.title}</h1>
    <p class="app-lede">{linkWords.as(email)}</p>
    <form method="post" action={paths.signInPart('link')}>
      <input type="hidden" name="token" value={token} />
      <Return to={back} />
      <Button>{linkWords.button}</Button>
    </form>
    <p>{linkWords.notYou}</p>
  </>)
}

/** Used, past and never there are one page. */
export function linkGonePage(c: Context<Web>, desk: Desk, back: string | null): Answer {
  const { title, says, next } = linkWords.gone
  return part(c, desk, { title, status: 410, seenBy: whoSees.anyone }, <>
    <h1 class="nhsuk-heading-l">{title}</h1>
    <p>{says}</p>
    <p><a href={paths.signIn(back)}>{next}</a></p>
  </>)
}

export interface PasswordProps { back: string | null; problems?: readonly Problem[]; status?: 422 | 429; email?: string }

export function passwordPage(c: Context<Web>, desk: Desk, { back, problems = [], status, email }: PasswordProps): Answer {
  return part(c, desk, { title: passwordWords.title, back: paths.signIn(back), problems, status, seenBy: whoSees.anyone }, <>
    <h1 class="nhsuk-heading-l">{passwordWords.title}</h1>
    <form method="post" action={paths.signInPart('password')} novalidate>
      <Return to={back} />
      <Input name="email" type="email" autocomplete="username" label={{ text: passwordWords.email, size: 's' }} value={email} error={errorAt(problems, 'email')} width={30} />
      <Input name="password" type="password" autocomplete="current-password" label={{ text: passwordWords.password, size: 's' }} hint={passwordWords.next} error={errorAt(problems, 'password')} width={20} />
      <Button>{passwordWords.button}</Button>
    </form>
    <p>{passwordWords.forgotten}</p>
  </>)
}

export function codePage(c: Context<Web>, desk: Desk, { back, problems = [], status }: Omit<PasswordProps, 'email'>): Answer {
  return part(c, desk, { title: codeWords.title, back: paths.signInPart('password', back), problems, status, seenBy: whoSees.anyone }, <>
    <h1 class="nhsuk-heading-l">{codeWords.title}</h1>
    <form method="post" action={paths.signInPart('code')} novalidate>
      <Return to={back} />
      <Input name="code" autocomplete="one-time-code" label={{ text: codeWords.label, size: 's' }} hint={codeWords.hint} error={errorAt(problems, 'code')} width={10} />
      <Button>{codeWords.button}</Button>
    </form>
    <p><a href={paths.signIn(back)}>{codeWords.other}</a></p>
  </>)
}
