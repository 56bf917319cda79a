import { createHash, createHmac, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import type { Asking, Cookies } from '#web/accounts/port.ts'

/** What tests of signing in need of the world outside: a browser's cookies, an app for codes, a device that makes passkeys, and a mailbox. */

/** A browser as far as cookies go: keeps what it is told, sends it back, forgets what has Max-Age=0. */
export class CookieJar {
  readonly kept = new Map<string, string>()
  /** Every line as it came, with its attributes. */
  readonly lines: string[] = []
  caller: string | null
  userAgent: string
  constructor(caller: string | null = null, userAgent = 'Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0') {
    this.caller = caller
    this.userAgent = userAgent
  }
  get asking(): Asking {
    const cookie = [...this.kept].map(([name, value]) => `${name}=${value}`).join('; ')
    return { headers: new Headers({ 'user-agent': this.userAgent, ...(cookie === '' ? {} : { cookie }) }), caller: this.caller }
  }
  take<T>(answer: T): T {
    for (const line of (answer as Partial<Cookies>).cookies ?? []) this.set(line)
    return answer
  }
  set(line: string): void {
    this.lines.push(line)
    const [pair = '', ...attributes] = line.split('; '), at = pair.indexOf('=')
    if (attributes.some(one => /^max-age=0$/i.test(one))) this.kept.delete(pair.slice(0, at))
    else this.kept.set(pair.slice(0, at), pair.slice(at + 1))
  }
}

/** The six figures an app shows for the address in a square (RFC 6238), so many half minutes from now. */
export function figuresOf(otpauth: string, halfMinutesOn = 0, at = Date.now()): string {
  const secret = new URL(otpauth).searchParams.get('secret')!
  const bits = [...secret].map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
  const count = Buffer.alloc(8)
  count.writeBigUInt64BE(BigInt(Math.floor(at / 30_000) + halfMinutesOn))
  const hash = createHmac('sha1', key).update(count).digest(), from = hash.at(-1)! & 15
  return String((hash.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** A device that makes passkeys (WebAuthn level 3, ES256, no attestation), asking for a finger unless told not to. */
export class Authenticator {
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly id = randomBytes(16)
  private count = 0
  readonly origin: string
  asksForFinger = true
  constructor(origin: string) { this.origin = origin }

  private data(rpId: string, more: Buffer): Buffer {
    const flags = 1 | (this.asksForFinger ? 4 : 0) | (more.length > 0 ? 0x40 : 0), count = Buffer.alloc(4)
    count.writeUInt32BE(++this.count)
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count, more])
  }
  private client(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }))
  }
  register(options: { challenge: string; rp: { id?: string } }) {
    const { x, y } = this.keys.publicKey.export({ format: 'jwk' }) as { x: string; y: string }
    const cose = Buffer.concat([Buffer.from('a50102032620012158', 'hex'), Buffer.from([32]), Buffer.from(x, 'base64url'), Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')])
    const data = this.data(options.rp.id!, Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, cose]))
    // {fmt: "none", attStmt: {}, authData: bytes} in CBOR
    const object = Buffer.concat([Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'), Buffer.from([data.length]), data])
    return { id: this.id.toString('base64url'), rawId: this.id.toString('base64url'), type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: this.client('webauthn.create', options.challenge).toString('base64url'), attestationObject: object.toString('base64url'), transports: ['internal'] } }
  }
  answer(options: { challenge: string; rpId?: string }) {
    const data = this.data(options.rpId!, Buffer.alloc(0)), client = this.client('webauthn.get', options.challenge)
    const signature = createSign('sha256').update(Buffer.concat([data, createHash('sha256').update(client).digest()])).sign(this.keys.privateKey)
    return { id: this.id.toString('base64url'), rawId: this.id.toString('base64url'), type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: client.toString('base64url'), authenticatorData: data.toString('base64url'), signature: signature.toString('base64url') } }
  }
}

export interface Letter { to: string; kind: 'sign-in' | 'account-changed'; link?: string; says?: string }

/** A post that keeps what it is given. */
export function mailbox(canSend = true) {
  const letters: Letter[] = []
  return { letters, canSend, send: async (letter: Letter) => { letters.push(letter) } }
}
