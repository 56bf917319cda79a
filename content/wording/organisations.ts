import { whoSees } from './frame.ts'
import type { KeptAs } from '#domain/visibility.ts'
import type { RoleKind } from '#domain/organisations/organisation.ts'

/** Words of rooms: opening one, what is kept, who may look, who has looked, people and groups. */

export const roles: Record<RoleKind, string> = {
  partner: 'partner', 'practice-manager': 'practice manager', delegate: 'delegate', officer: 'officer', 'salaried-gp': 'salaried GP', adviser: 'adviser', observer: 'observer',
}

export const roleHints: Record<RoleKind, string> = {
  partner: 'Owns the practice. Sees what is kept for “Your partners”, writes, shows and invites.',
  'practice-manager': 'Sees and does the same as a partner here.',
  delegate: 'Somebody the partners have named to act for them. Sees and does the same here.',
  officer: 'Works for this organisation. Sees what is kept for it, writes, shows and invites.',
  'salaried-gp': 'Sees only what is shown to them by name, and what is theirs.',
  adviser: 'A solicitor, accountant or other adviser. Sees only what is shown to them by name, and what is theirs.',
  observer: 'Sees only what is shown to them by name; in a group, what is not marked commercial.',
}

/** The phrase of the footer and of every label, for how an item is kept. */
export const keptAs: Record<KeptAs, string> = { 'only-you': whoSees.onlyYou, 'your-partners': whoSees.partners, 'this-group': whoSees.group, anyone: whoSees.anyone }

export const keepPrivate = {
  title: 'Keep this private',
  lede: 'To answer questions about your own practice you need a room nobody else can enter.',
  lines: [
    ['What we keep', 'What you write here, who may see it, and who has looked. Nothing about a patient, ever.'],
    ['Who can see it', 'Nobody but the people you name. Not your LMC, not the ICB, not the person who runs this service in ordinary work.'],
    ['How to delete it all', 'One page, any day, no conversation: take everything with you, and delete what is yours.'],
  ] as const,
  start: 'Start with your e-mail address',
  startHint: 'We send a link that signs you in. No password is needed.',
  signedIn: 'Open the room',
  haveCode: 'I have a letter with a code',
}

export const newRoom = {
  title: 'Open a room for your practice',
  which: 'Which practice?',
  whichHint: 'Its ODS code, such as L85001. Find it by name first if you do not know it.',
  unknown: 'We do not know a practice with that code. Find it by its name first.',
  name: 'Your name',
  nameHint: 'As your partners know you, such as Dr A Patel.',
  role: 'What are you there?',
  noRole: 'Say whether you are a partner, the practice manager, or somebody they have named.',
  mayLegend: 'May you answer for it?',
  may: 'I may answer for this practice',
  mustMay: 'Tick the box if you may answer for the practice. If you may not, ask somebody who may.',
  button: 'Open the room',
  atOnce: 'The room is yours at once and nobody else can enter. It speaks for the practice towards others only once you have confirmed it with a code from a letter sent to the practice’s published address.',
}

export const ours = {
  title: 'Which are you speaking for?',
  none: 'You have no room here yet.',
  none2: 'Open one for your practice, or type the code of a letter that invites you.',
  open: 'Open a room for a practice',
  as: (name: string) => `as ${name}`,
}

export const room = {
  menu: { '': 'At a glance', notes: 'Notes', people: 'Our people', groups: 'Our groups', 'shown-to-us': 'Shown to us', 'who-has-looked': 'Who has looked', leave: 'Take away or leave', 'asked-us': 'People who asked us', letters: 'Letters to practices', cases: 'Our cases', 'what-we-see': 'What we can see', ask: 'Ask for help' },
  menuLabel: 'This room',
  speakingFor: 'You are speaking for',
  change: 'change',
  signOut: 'Sign out',
  hide: 'Hide this page',
  hideHint: 'Esc twice does the same',
  private: 'Nobody else can enter this room.',
  unconfirmed: 'Not confirmed yet',
  unconfirmedSays: 'Everything here works, and is seen by nobody else. To join a group, or to be shown things by others, confirm that you speak for the practice.',
  confirm: 'Confirm with the code of a letter',
  ended: (how: string) => `This room has ended: ${how}. What is here can be read and taken away, and no longer changed.`,
  toDo: 'What needs somebody',
  nothingToDo: 'Nothing needs you.',
  lately: 'Kept here lately',
  nothingYet: 'Nothing is kept here yet.',
  write: 'Write a note',
  published: 'The practice’s published figures',
  confirmThis: (byName: string, by: string) => `Entered for you by ${byName}. Please confirm, by ${by}.`,
  waits: (author: string, by: string) => `Waits for ${author} to confirm, by ${by}.`,
  lapsed: (author: string) => `Entered for ${author}, who did not confirm it in 48 hours. It is not theirs.`,
  shownNew: (n: number) => (n === 1 ? 'Something is shown to you by another organisation' : `${n} things are shown to you by other organisations`),
}

export const note = {
  newTitle: 'Write a note',
  changeTitle: 'Change this note',
  heading: 'Heading',
  body: 'What there is to say',
  bodyHint: 'Nothing about a patient, please.',
  who: 'Who may see it?',
  whoHints: {
    'only-you': 'Nobody else: not your partners, not the manager.',
    'your-partners': (names: string) => `Those who answer for this organisation: ${names}.`,
    'this-group': 'The practices in the group, by the people who answer for them.',
    anyone: 'It goes on a public page. Anyone with its address can read it.',
  },
  inGroup: (name: string) => `${whoSees.group}: ${name}`,
  commercial: 'Members only: observers of the group do not see it',
  forWhom: 'Whose is it?',
  forMe: 'Mine',
  forOther: (name: string) => `Entered for ${name}; they are asked to confirm within 48 hours`,
  save: 'Keep it',
  saveChange: 'Keep the change',
  cancel: 'Back without keeping',
  by: (author: string, at: string) => `${author}, ${at}`,
  enteredBy: (byName: string) => `entered by ${byName}`,
  change: 'Change what it says',
  whoMaySee: 'Who may see it',
  changeWho: 'Change who may see it, or show it to somebody',
  confirm: 'Yes, this is mine',
  delete: 'Delete it',
  deleteSays: 'It goes with everything it says, and nobody it was shown to can open it again. That somebody has looked stays in the log.',
  publicLink: 'Its public page',
  linkBack: 'Send me a link to come back to this',
  linkSent: 'A letter with a link to this is on its way to you. It does not say what it is about.',
  list: 'Notes',
  listLede: 'Only what you may see is listed: what colleagues keep for themselves is not counted either.',
}

export const who = {
  title: 'Who may see this',
  now: 'At the moment',
  keep: 'Keep it for',
  keepButton: 'Keep it so',
  byName: 'Show it to somebody by name, until a day',
  byNameLede: 'They can read this one thing and nothing else of yours. You can stop it any moment, and you see each time they looked.',
  toWhom: 'Whom?',
  lmc: (name: string) => `${name}, your LMC or support unit`,
  icb: (name: string) => `${name}, your ICB: you are asked once more before it can look`,
  toCode: 'Another practice’s code',
  toCodeHint: 'Its ODS code, such as L85001. We do not tell you whether it uses Alongside; if it does, it finds this when it next looks.',
  colleague: (name: string, role: string) => `${name}, ${role} here`,
  until: 'Until',
  untilHint: 'The last day on which they may look, a year at most. For example 3/4/2027.',
  show: 'Show it to them',
  stop: 'Stop',
  stopped: (on: string) => `stopped on ${on}`,
  past: (until: string) => `ended on ${until}`,
  asTheySee: 'Show me exactly what they see',
  chooseWhom: 'Choose whom to show it to.',
  noSuchCode: 'We do not know a practice with that code.',
  fewWillKnow: 'With two or three practices each can work out who wrote what.',
  onlyAuthor: (name: string) => `Only ${name} can change who sees this: it is theirs.`,
  nobodyElse: 'Nobody else by name.',
}

export const seen = {
  from: (name: string) => `From ${name}`,
  kindFrom: (kind: string, name: string) => `${kind} from ${name}`,
  by: (author: string, at: string) => `${author}, ${at}`,
  until: (until: string) => `You may look until ${until}. It was shown to you by name; the owner sees when you look.`,
  ofGroup: (group: string) => `Shown to ${group}. The owner sees when you look.`,
  preview: (name: string) => `This is exactly what ${name} sees. Looking at it here is not written down.`,
  listTitle: 'Shown to us',
  listLede: 'What other organisations show you, by name or as a group. What each says is on its own page: opening it is what its owner sees as looking.',
  none: 'Nobody shows you anything at the moment.',
  open: 'Open',
  aNote: 'A note',
}

export const looked = {
  title: 'Who has looked',
  lede: 'Every time somebody of another organisation opened something of yours. Your own people are not listed.',
  none: 'Nobody of another organisation has opened anything of yours.',
  columns: { when: 'When', what: 'What', who: 'Who', as: 'They could because', how: 'How' },
  because: { named: 'shown to them by name', 'this-group': 'shown to a group they are in' },
  forms: { page: 'on a page', file: 'as a file' } as Record<string, string>,
  gone: 'deleted since',
  file: 'Take the list away (CSV)',
  outside: 'What anyone may read is not listed: a public page asks nobody who they are.',
}

export const people = {
  title: 'Our people',
  lede: 'Who may enter this room, and as what. A role has a first day, and an end; what somebody wrote stays where it was when they go.',
  columns: { name: 'Name', role: 'As', from: 'Since', to: 'Until' },
  now: 'Today',
  before: 'Before',
  end: (name: string) => `End the role of ${name}`,
  endOwn: 'End my own role',
  invite: 'Invite somebody',
  inviteTitle: 'Invite somebody to this room',
  inviteName: 'Their name',
  inviteEmail: 'Their e-mail address (if you leave it empty, you give them the code yourself)',
  inviteAs: 'What will they be here?',
  inviteButton: 'Make the invitation',
  open: 'Invitations that wait',
  withdraw: 'Take it back',
  madeTitle: 'The invitation is made',
  code: 'The code',
  codeSays: (until: string) => `It works once, until ${until}. It is shown only now: we keep nothing that could open it.`,
  where: 'They type it at',
  emailed: (email: string) => `A letter with it is on its way to ${email}.`,
  notEmailed: 'Give it to them as you would a key: on paper, or by telephone.',
}

export const groups = {
  title: 'Our groups',
  lede: 'A handshake or a company: whatever your area calls it. Everything shown to the group is seen by its members, by the people who answer for them.',
  none: 'You are in no group here.',
  new: 'Begin a group',
  newTitle: 'Begin a group',
  name: 'What is it called?',
  word: 'What do you call such a group here?',
  wordHint: 'Such as alliance, collaborative or handshake. Leave it empty for “group”.',
  begin: 'Begin it',
  who: 'Who is in',
  observes: 'looks on',
  since: (on: string) => `since ${on}`,
  until: (on: string) => `until ${on}`,
  shown: 'Shown to this group',
  nothing: 'Nothing is shown to this group yet.',
  invite: 'Invite an organisation',
  inviteName: 'Which practice or organisation?',
  inviteAs: 'As what?',
  member: 'Member',
  observer: 'Observer: sees what is not marked “members only”',
  inviteButton: 'Make the invitation',
  leave: 'Leave this group',
  leaveSays: 'From now on you see nothing of it. What was written for the group stays with it.',
}

export const invited = {
  title: 'You have a letter with a code',
  code: 'The code',
  codeHint: 'Four times four letters and figures, such as K7QF-92MX-4TDN-8GHR.',
  next: 'Go on',
  opensNothing: 'This code opens nothing. It may have been used, or be past its day. Whoever sent it can send another.',
  role: (who: string, organisation: string, role: string) => `${who} invites you to ${organisation}, as ${role}.`,
  room: (who: string, practice: string) => `${who} has sent this letter to ${practice}. With its code you open the practice’s own room, or confirm the one you have. ${who} cannot enter it and is not told what you do.`,
  group: (who: string, group: string, as: string) => `${who} invites an organisation to join ${group}, as ${as}.`,
  signInFirst: 'Sign in first, then take it up.',
  name: 'Your name',
  take: 'Take it up',
  forWhich: 'Which of yours is it for?',
  noneFits: 'You have no room it could be for.',
  openTheirs: 'Open the practice’s room',
  confirmTitle: 'Confirm that you speak for the practice',
  confirmLede: 'Your LMC, or whoever runs this, sends a letter with a code to the practice’s published address. Whoever has the letter speaks for the practice.',
  confirmButton: 'Confirm',
  confirmed: 'From now on this room speaks for the practice.',
}
