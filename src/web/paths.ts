import type { Done } from '#content/wording/organisations.ts'
import type { SketchKind } from '#domain/partners/plan.ts'
import type { PracticeCode } from '#domain/words.ts'

/** A sketch that has a page: one of the three kinds, the comparison by no more groups than today, or a plan that needs no search. */
export type SketchPage = SketchKind | 'fair' | 'today' | 'alone' | 'one-for-all'

/** Pages and posts of a sketch of one's own, by the last word of their address. */
export type SketchPart = 'change' | 'undo' | 'again' | 'compare' | 'stop-looking' | 'size' | 'share' | 'stop' | 'erase' | 'effects' | 'what-for' | 'steps' | 'hospitals'

/** Questions about one thing a sketch is for, by the last word of their address; 'drop' takes it away. */
export type PurposePart = 'called' | 'with-whom' | 'sets' | 'needed' | 'offered' | 'drop'

/** Pages and posts of signing in, by the rest of their address; 'with' leads to the organisation's own sign-in. */
export type SignInPart = 'sent' | 'link' | 'password' | 'code' | 'passkey' | 'passkey/options' | 'with'

/** Pages and posts of one's own account, by the rest of their address. */
export type AccountPart = 'name' | 'password' | 'password/remove' | 'second-factor' | 'second-factor/begin' | 'recovery-codes' | 'passkeys' | 'passkeys/add' | 'passkeys/options' | 'provider/add' | 'provider/remove' | 'sessions/end' | 'sign-out-everywhere'

/** Files a sketch is taken away as. */
export type FileForm = 'csv' | 'json' | 'xlsx' | 'geojson'

/** Pages of a room, by the last word of their address; '' is its first page. Each kind of organisation has those it uses. */
export type RoomPart = '' | 'next-five-years' | 'answer-alone' | 'notes' | 'people' | 'groups' | 'groups/new' | 'shown-to-us' | 'who-has-looked' | 'who-has-looked.csv' | 'confirm' | 'leave'
  | 'people/invite' | 'notes/new' | 'ask' | 'ask/new' | 'letters/new' | 'letters/check' | 'letters/made' | 'letters/csv' | 'asked-us' | 'letters' | 'cases' | 'cases/new' | 'what-we-see' | 'what-your-lmc-sees'
  | 'answer-alone' | 'answer-alone/begin' | 'answer-alone/questions'

/** Pages of a review, by what follows its address. */
export type ReviewPart = 'all' | 'check' | 'accounts' | 'futures' | 'figures' | 'if-one-is-left' | 'core-services' | 'ways-to-go' | 'assumptions' | 'print' | 'copy' | 'who' | 'paper.docx' | 'paper.pdf' | `questions/${string}`

/** What is done about leaving a room. */
export type LeavePart = 'delete' | 'join' | 'stop' | 'carry'

/** Files in which everything is taken away. */
export type TakenForm = 'xlsx' | 'docx' | 'json'

/** What is done with one item of a room, by the last word of its address. */
export type ItemPart = 'change' | 'link-back' | 'who' | 'keep-as' | 'show' | 'stop' | 'confirm' | 'delete'

/** What is done in a help request, by the last word of its address: by the practice that asked, or the support unit it asked. */
export type HelpPart = 'more' | 'close' | 'until' | 'stop' | 'as-they-see' | 'delete'
export type AskedPart = 'take-up' | 'answer' | 'close' | 'note' | 'done' | 'throw-away'

/** What is done with a case, by the last word of its address. */
export type CasePart = 'step' | 'done' | 'close' | 'delete'

/** "30000-50000", patients. */
export interface Size { min: number; max: number }

type Query = Record<string, string | null | undefined>

function address(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value)
  const text = search.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')
  return text ? `${path}?${text}` : path
}

/** An area's key in a path: a code, 'england', or 'list:L85001,L85002' (which keeps its colon and commas readable). */
const segment = (key: string): string => encodeURIComponent(key).replaceAll('%3A', ':').replaceAll('%2C', ',')
const sizeText = (size: Size | null | undefined): string | null => (size ? `${size.min}-${size.max}` : null)

/**
 * Every address of the site. `figures` is the name of the edition being read ('2026-01') and is carried along by each
 * link; null means "the newest", which no link needs to say.
 */
export function pathsFor(figures: string | null) {
  const to = (path: string, query: Query = {}) => address(path, { ...query, figures })
  return {
    figures,
    home: () => to('/'),
    /** The same page read on other figures. */
    withFigures: (path: string, name: string | null) => address(path, { figures: name }),

    practices: (q?: string) => to('/practices', { q }),
    practice: (code: PracticeCode) => to(`/practices/${segment(code)}`),
    /** Several codes of one partnership, seen as one practice. */
    practicesAsOne: (codes: PracticeCode[]) => to('/practices/as-one', { codes: codes.join(',') }),
    neighbours: (code: PracticeCode) => to(`/practices/${segment(code)}/neighbours`),
    whatNext: (code: PracticeCode) => to(`/practices/${segment(code)}/next`),
    /** Receives the choice made on "What would you like to do" and leads on. */
    chooseNext: (code: PracticeCode) => `/practices/${segment(code)}/next`,

    areas: (q?: string) => to('/areas', { q }),
    area: (key: string, from?: PracticeCode | null) => to(`/areas/${segment(key)}`, { from }),
    /** Takes pasted codes and leads on to the area 'list:…'. */
    areaOfList: (codes?: PracticeCode[]) => to('/areas/list', { codes: codes?.join(',') }),
    sketches: (key: string, size?: Size | null, from?: PracticeCode | null) => to(`/areas/${segment(key)}/sketches`, { size: sizeText(size), from }),
    sketch: (key: string, kind: SketchPage, size?: Size | null, from?: PracticeCode | null) => to(`/areas/${segment(key)}/sketches/${kind}`, { size: sizeText(size), from }),
    sketchFile: (key: string, kind: SketchPage, form: FileForm, size?: Size | null) => to(`/areas/${segment(key)}/sketches/${kind}.${form}`, { size: sizeText(size) }),
    stopSketch: (key: string, kind: SketchPage, size?: Size | null, from?: PracticeCode | null) => to(`/areas/${segment(key)}/sketches/${kind}/stop`, { size: sizeText(size), from }),
    sketchProgress: (key: string, kind: SketchPage, size?: Size | null) => to(`/areas/${segment(key)}/sketches/${kind}/progress`, { size: sizeText(size) }),
    /** Today beside up to three sketches. */
    compare: (key: string, size?: Size | null, sketches?: readonly SketchPage[] | null, from?: PracticeCode | null) => to(`/areas/${segment(key)}/compare`, { size: sizeText(size), sketches: sketches?.join(','), from }),
    /** Takes a sketch of the site, or groups of a file, to begin a sketch of one's own. */
    beginSketch: () => '/sketches',
    sketchFromFile: (key: string, size?: Size | null, from?: PracticeCode | null) => to(`/areas/${segment(key)}/from-file`, { size: sizeText(size), from }),
    /** A sketch of one's own, by its private key; what is changed there goes to `change`. Figures are the sketch's own. */
    mySketch: (key: string) => `/sketches/${segment(key)}`,
    mySketchPractice: (key: string, code: PracticeCode) => `/sketches/${segment(key)}/practices/${segment(code)}`,
    mySketchPart: (key: string, part: SketchPart) => `/sketches/${segment(key)}/${part}`,
    mySketchPurpose: (key: string, purpose: string, part?: PurposePart) => `/sketches/${segment(key)}/what-for/${segment(purpose)}${part ? `/${part}` : ''}`,
    /** A step by its place, the first is 0; 'add' for one more, 'drop' to take the last away. */
    mySketchStep: (key: string, step: number | 'add' | 'drop') => `/sketches/${segment(key)}/steps/${step}`,
    /** A larger group by its id; 'new' to draw one. */
    mySketchLarger: (key: string, larger: string, part?: 'drop') => `/sketches/${segment(key)}/larger/${segment(larger)}${part ? `/${part}` : ''}`,
    mySketchHospitals: (key: string, code: PracticeCode) => `/sketches/${segment(key)}/hospitals/${segment(code)}`,
    mySketchFile: (key: string, form: FileForm) => `/sketches/${segment(key)}/sketch.${form}`,
    /** A sketch somebody shared, by the key of a link to look. */
    sharedSketch: (lookKey: string) => `/shared/${segment(lookKey)}`,
    /** Today beside it and up to two others. */
    compareShared: (lookKey: string) => `/shared/${segment(lookKey)}/compare`,
    sharedSketchFile: (lookKey: string, form: FileForm) => `/shared/${segment(lookKey)}/sketch.${form}`,
    sketchesLimits: () => to('/areas/what-sketches-do-not-know'),

    /** Screen 10: why a room, and how to have one. */
    keepPrivate: (practice?: PracticeCode | null) => address('/keep-private', { practice }),
    /** Opens the room once one has signed in. */
    openRoom: (practice?: PracticeCode | null) => address('/our/new', { practice }),
    /** Everything one may speak for. */
    /** `isAll` also where there is one room only, which is entered at once otherwise. */
    ours: (isAll = false) => (isAll ? '/our?all' : '/our'),
    /** The address of an invitation; its code is typed there, or stands in a link. */
    invited: (code?: string) => address('/invited', { code }),
    takeInvitation: () => '/invited/take',
    room: (organisation: string, part: RoomPart = '') => `/our/${segment(organisation)}${part ? `/${part}` : ''}`,
    roomRole: (organisation: string, role: string) => `/our/${segment(organisation)}/people/${segment(role)}/end`,
    roomInvitation: (organisation: string, invitation: string) => `/our/${segment(organisation)}/people/invitations/${segment(invitation)}/withdraw`,
    roomGroup: (organisation: string, group: string, part?: 'invite' | 'leave') => `/our/${segment(organisation)}/groups/${segment(group)}${part ? `/${part}` : ''}`,
    beginReview: (organisation: string) => `/our/${segment(organisation)}/next-five-years/begin`,
    /** A practice's private review. */
    review: (organisation: string, review: string, part?: ReviewPart) => `/our/${segment(organisation)}/next-five-years/${segment(review)}${part ? `/${part}` : ''}`,
    /** A page as it stands after something was done, which it says first. The word says what was done and to nothing. */
    after: (path: string, done: Done) => address(path, { done }),
    /** An item of the room's own. */
    item: (organisation: string, item: string, part?: ItemPart) => `/our/${segment(organisation)}/kept/${segment(item)}${part ? `/${part}` : ''}`,
    /** The same item exactly as somebody it is shown to sees it. */
    itemAsTheySee: (organisation: string, item: string, share: string) => `/our/${segment(organisation)}/kept/${segment(item)}/as/${segment(share)}`,
    /** An item of another organisation, shown to this one. */
    shown: (organisation: string, item: string) => `/our/${segment(organisation)}/shown-to-us/${segment(item)}`,
    /** What is done about leaving a room, each from its page 'leave'. */
    leaveRoom: (organisation: string, part: LeavePart) => `/our/${segment(organisation)}/leave/${part}`,
    /** Everything one may see of a room, as a file. */
    takeRoom: (organisation: string, form: TakenForm) => `/our/${segment(organisation)}/leave/everything.${form}`,
    /** What is one's own only, wherever it was written. */
    mine: (part?: 'delete' | 'stop', done?: 'gone' | 'deleted', count = 0) => address(`/account/mine${part ? `/${part}` : ''}`, done === undefined ? {} : { [done]: done === 'gone' ? 'yes' : String(count) }),
    takeMine: (form: TakenForm) => `/account/mine/everything.${form}`,
    closeAccount: () => '/account/close',
    /** A help request of the room's own. */
    help: (organisation: string, request: string, part?: HelpPart) => `/our/${segment(organisation)}/ask/${segment(request)}${part ? `/${part}` : ''}`,
    /** A help request of another organisation, shown to this one. */
    asked: (organisation: string, request: string, part?: AskedPart) => `/our/${segment(organisation)}/asked-us/${segment(request)}${part ? `/${part}` : ''}`,
    letterBack: (organisation: string, letter: string) => `/our/${segment(organisation)}/letters/${segment(letter)}/take-back`,
    caseOf: (organisation: string, item: string, part?: CasePart) => `/our/${segment(organisation)}/cases/${segment(item)}${part ? `/${part}` : ''}`,
    /** A round in which partners answer alone; and what one of them answered. */
    alone: (organisation: string, round: string, part?: 'close') => `/our/${segment(organisation)}/answer-alone/${segment(round)}${part ? `/${part}` : ''}`,
    aloneSaid: (organisation: string, item: string, part?: 'delete' | 'stop') => `/our/${segment(organisation)}/answer-alone/said/${segment(item)}${part ? `/${part}` : ''}`,
    /** Something kept for anyone. */
    published: (item: string) => `/published/${segment(item)}`,
    /** Where somebody signs in. `back` is where they wanted to be; 'again' asks somebody who is signed in; 'kept' says what became of a form they sent. */
    signIn: (back?: string | null, why?: 'again' | 'kept') => address('/sign-in', { return: back, why }),
    signInPart: (part: SignInPart, back?: string | null) => address(`/sign-in/${part}`, { return: back }),
    /** Invented people to try to be, on a server for trying things out. */
    tryAs: () => '/try-as',
    signOut: () => '/sign-out',
    account: () => '/account',
    accountPart: (part: AccountPart, back?: string | null) => address(`/account/${part}`, { return: back }),
    myPasskey: (id: string, part: 'name' | 'remove') => `/account/passkeys/${segment(id)}/${part}`,

    whoSeesWhat: () => to('/who-sees-what'),
    lmcSees: () => to('/what-your-lmc-can-see'),
    icbSees: () => to('/what-your-icb-can-see'),
    sources: () => to('/sources'),
    addFigures: () => to('/sources/add'),
    addingFigures: (id: string) => to(`/sources/add/${segment(id)}`),
    /** How five years are reckoned, on an invented practice. */
    fiveYearsExample: () => to('/about/five-years-example'),
    assumedFigures: () => to('/about/assumed-figures'),
    accessibility: () => to('/accessibility'),
    leave: () => to('/leave'),
    api: () => '/api',
    /** Letters a demonstration would have sent. */
    outbox: () => '/outbox',
  }
}

export type Paths = ReturnType<typeof pathsFor>

/** Addresses with the newest figures. */
export const paths: Paths = pathsFor(null)
