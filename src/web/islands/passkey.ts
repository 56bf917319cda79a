/**
 * The ceremony of a passkey, which only a script can ask a device for: to sign in with one, or to add one. What is asked and what is answered are the
 * server's; bytes travel as base64url (WebAuthn level 3, 5.1.9 and 5.1.10, which not every browser in use has functions for).
 */

interface Options { challenge: string; user?: { id: string }; allowCredentials?: { id: string }[]; excludeCredentials?: { id: string }[] }
interface Said { options?: Options; to?: string; says?: string }

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0))
const text = (buffer: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const withBytes = (list: { id: string }[] | undefined) => list?.map(one => ({ ...one, id: bytes(one.id) }))

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-passkey]')) {
  button.addEventListener('click', () => void ceremony(button))
}

async function ceremony(button: HTMLButtonElement): Promise<void> {
  const { passkey, options, answer, stopped = '', notHere = '' } = button.dataset, place = document.getElementById(`${button.id}-says`)
  const say = (words: string) => { if (place) place.textContent = words }
  if (!('PublicKeyCredential' in window) || !options || !answer) return say(notHere)
  say('')
  button.disabled = true
  try {
    const asked = await post(options, {})
    if (asked.to) return location.assign(asked.to)
    if (!asked.options) return say(asked.says ?? stopped)
    const made = passkey === 'add' ? await register(asked.options) : await authenticate(asked.options)
    const done = await post(answer, { answer: made, name: nameTyped(button), back: button.dataset['return'] })
    if (done.to) location.assign(done.to)
    else say(done.says ?? stopped)
  } catch {
    say(stopped) // whoever says no to their device, or lets it wait, is not told more than the device has told them
  } finally {
    button.disabled = false
  }
}

function nameTyped(button: HTMLButtonElement): string | undefined {
  const box = document.getElementById(button.dataset['name'] ?? '')
  return box instanceof HTMLInputElement ? box.value : undefined
}

async function post(address: string, body: unknown): Promise<Said> {
  const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify(body) })
  return await answer.json() as Said
}

async function authenticate(options: Options) {
  const publicKey = { ...options, challenge: bytes(options.challenge), allowCredentials: withBytes(options.allowCredentials) } as unknown as PublicKeyCredentialRequestOptions
  const credential = await navigator.credentials.get({ publicKey }) as PublicKeyCredential, response = credential.response as AuthenticatorAssertionResponse
  return {
    ...common(credential),
    response: { clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData), signature: text(response.signature), userHandle: response.userHandle ? text(response.userHandle) : undefined },
  }
}

async function register(options: Options) {
  const publicKey = { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user?.id ?? '') }, excludeCredentials: withBytes(options.excludeCredentials) } as unknown as PublicKeyCredentialCreationOptions
  const credential = await navigator.credentials.create({ publicKey }) as PublicKeyCredential, response = credential.response as AuthenticatorAttestationResponse
  return { ...common(credential), response: { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), transports: response.getTransports?.() } }
}

function common(credential: PublicKeyCredential) {
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, authenticatorAttachment: credential.authenticatorAttachment ?? undefined, clientExtensionResults: credential.getClientExtensionResults() }
}
