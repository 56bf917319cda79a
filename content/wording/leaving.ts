import type { LeavingWay } from '#domain/organisations/leaving.ts'

/** Words of leaving: taking everything away, deleting, joining another practice, closing an account. */

/** What stands in the three files. */
export const taken = {
  fileTitle: 'Taken away from Alongside',
  foot: { before: 'Page ', between: ' of ' },
  ofRoom: (name: string) => `What ${name} keeps in Alongside`,
  ofPerson: (name: string) => `What is only ${name}’s in Alongside`,
  asSeenBy: (name: string, roles: string, on: string) => `As seen by ${name}, ${roles}, on ${on}.`,
  takenBy: (name: string, on: string) => `Taken away by ${name} on ${on}.`,
  inHere: 'What is in here',
  inRoom: [
    'Everything kept in the room that the person named above may see, whole, with who else may see it.',
    'Whom each thing is or was shown to by name, and each time somebody of another organisation opened something.',
    'Who is and was in the room, its groups and who is in them, its invitations, and what was asked about deleting or ending it.',
  ],
  inPerson: ['Everything that is theirs only, in whichever room they wrote it, whole, and whom it is or was shown to.', 'Each time somebody opened one of these.', 'Which roles they have and had.'],
  notInHere: 'What is not in here, and why',
  notInRoom: [
    'What is “Only you” of somebody else in the room: it is theirs, and they take it away themselves.',
    'What other organisations show to this one: it is theirs, and can be read in the room until the day they have given.',
    'What an LMC and a practice say to each other in a request for help, where the other asked: it is kept with the request.',
    'What is kept in another room, such as a group’s: it is taken away from that room’s own page.',
    'Published figures: anyone can have them from the pages they stand on, or from their publishers.',
  ],
  notInPerson: ['What they wrote for their partners or a group: it is kept by the practice or the group, under their name.', 'How they sign in: passwords and keys are kept in a form that nobody can read back.'],
  unknown: (count: number, kinds: string) => `${count === 1 ? 'One thing is' : `${count} things are`} of a kind that this version cannot write out (${kinds}). ${count === 1 ? 'It is' : 'They are'} named below, without what ${count === 1 ? 'it says' : 'they say'}. Tell whoever runs this service.`,
  sheets: { about: 'About', shown: 'Shown to', looked: 'Who has looked', people: 'People', groups: 'Groups', invitations: 'Invitations', asked: 'Deleting and ending', others: 'Other things' },
  nothing: 'None.',
  none: 'no day given',
  goesOn: '(goes on)',
  by: (author: string, written: string, changed: string | null) => `${author}, ${written}${changed === null ? '' : `, changed ${changed}`}`,
  enteredBy: (name: string) => `entered by ${name} and not confirmed`,
  whoMaySee: 'Who may see it:',
  membersOnly: 'members only',
  leftGroup: 'a group it is no longer in',
  leftGroupOf: (name: string) => `a group ${name} is no longer in`,
  heads: {
    what: 'What', says: 'What it says', heading: 'Heading', seenBy: 'Who may see it', whose: 'Whose', written: 'Written', changed: 'Changed', entered: 'Entered by', item: 'Its id', kind: 'Kind',
    to: 'To', until: 'Until', shownBy: 'Shown by', since: 'Since', stopped: 'Stopped', why: 'Why', when: 'When', who: 'Who', organisation: 'Organisation', because: 'They could because', how: 'How',
    name: 'Name', role: 'As', from: 'Since', group: 'Group', member: 'Who is in', purpose: 'To', forName: 'For', email: 'E-mail', madeBy: 'Made by', made: 'Made', became: 'What became of it', asked: 'What was asked', askedBy: 'Asked by', done: 'Done', takenUp: 'Taken up by', due: 'On',
  },
  purposes: { role: 'a role in this room', room: 'a practice to open or confirm its room', group: 'an organisation to join a group' },
  became: { letter: 'sent; whether it is used is told to nobody', taken: (on: string) => `taken up on ${on}`, withdrawn: (on: string) => `taken back on ${on}`, open: 'waits', past: 'past its day' },
  leavings: { delete: 'to delete the room', join: (name: string) => `to end the room, as it joins ${name}`, stopped: (name: string, on: string) => `stopped by ${name} on ${on}`, done: (on: string) => `done on ${on}`, waits: 'waits' },
  ended: (how: string, on: string) => `This room has ended: ${how}. Its last day was ${on}.`,
  invented: 'An invented practice, for trying things out.',
}

/** One entry a kind of thing that can be kept: what its part of each file is called. */
export const takenKinds = { note: 'Notes', 'help-request': 'Requests for help', case: 'Cases', 'working-note': 'Our own notes', review: 'The next five years', 'review-copy': 'Copies of the five years', alone: 'Answered alone', 'alone-round': 'Partners answer alone' }

export const takenReview = { question: 'Question', sure: 'How sure', evidence: 'What it rests on', goodUntil: 'Good until', leftOut: 'Private parts left out', yes: 'yes', no: 'no' }

export const takenCase = {
  ended: 'How it ended',
  by: (day: string) => `by ${day}`,
  done: (name: string, at: string) => `done by ${name}, ${at}`,
}

/** The page of a room. */
export const leaveRoom = {
  title: 'Take away or leave',
  lede: 'Any day, without asking anybody. Nothing here needs a conversation.',
  takeTitle: 'Take everything with you',
  take: (name: string) => `Three files with everything kept in the room of ${name} that you may see. Each holds the same; take the one you can use, or all three.`,
  forms: { xlsx: ['Excel workbook', 'a sheet for each kind of thing'], docx: ['Word document', 'to read and print'], json: ['JSON', 'for another program'] } as const,
  takeNot: 'Not in them: what is “Only you” of somebody else here, what others show you, and what is kept in the room of a group. Those are theirs.',
  takeNotGroup: 'Not in them: what is “Only you” of somebody else here, and what members keep in their own rooms and show to this group. Those are theirs.',
  mineToo: 'See and delete what is yours only, wherever you wrote it',
  goTitle: 'Stop being here yourself',
  go: 'End your own role. What you wrote for others stays with the room, under your name; what is yours only stays yours.',
  goLink: 'End my own role',
  deleteTitle: 'Delete this room',
  deleteWho: 'Only somebody who answers for this room can have it deleted: a partner, the manager, or somebody they have named.',
  goesTitle: 'What goes, for good',
  goes: {
    things: (count: number) => (count === 0 ? 'Whatever is kept here for “Your partners”, a group or anyone. You see nothing of the kind now.' : `${count === 1 ? 'The one thing' : `All ${count} things`} kept here for “Your partners”, a group or anyone, with what ${count === 1 ? 'it says' : 'they say'}. Groups you showed something of it to cannot open it any more.`),
    shown: 'Everything shown from here to somebody by name. They cannot open it any more.',
    log: 'The log of who has looked at it.',
    people: 'The list of who is and was in this room, and every invitation made from it.',
    code: 'That this room speaks for the practice. A new letter is needed to open one that does.',
  },
  staysTitle: 'What stays, who keeps it, and why',
  stays: { what: 'What', who: 'Who keeps it', why: 'Why' },
  staying: [
    ['What is “Only you” of each person', 'That person, on their own page', 'It was never the room’s. Only they can see it and only they can delete it.'],
    ['What is kept in the room of a group: minutes, and whatever its members decided together', 'The group', 'It belongs to all of them, and they need it to know what was agreed.'],
    ['That this organisation was in a group, from when until when, by its name', 'The group', 'What was agreed there cannot be read without knowing who was there.'],
    ['That somebody of this room opened what another organisation showed them: their name, this name, and when', 'Each of those organisations', 'Every one of them was promised to see who has looked.'],
    ['That the code of a letter was used', 'This service; whoever invited you to a group or a role sees it too, and the sender of a letter to a practice does not', 'So that the code opens nothing a second time.'],
    ['What an LMC noted for itself when you asked it for help', 'The LMC', 'It is its own. What you asked, and what both of you said, goes.'],
    ['Your account', 'You', 'It is how you sign in, also to other rooms. You can close it on its own page.'],
    ['What somebody has printed, downloaded or copied', 'Whoever did', 'It has left this service.'],
  ] as const,
  staysGroup: ['What each member wrote for this group', 'That member, in its own room', 'It is theirs. Nobody else can open it once the group is gone.'] as const,
  backupsTitle: 'Copies',
  backups: (days: number) => `${days === 1 ? 'One day' : `${days} days`} after it is deleted here it is gone from the copies too. Until then it lies in backups, which are put back only when the server has lost its database.`,
  backupsUnknown: 'Until its copies are gone too it lies in backups, which are put back only when the server has lost its database. Whoever runs this has not said how long they keep them: ask, if it matters to you.',
  deleteForm: {
    name: (name: string) => `To delete it, type its name: ${name}`,
    mineTitle: 'And what is only yours?',
    alsoMine: (count: number) => (count === 1 ? 'Also delete the one thing that is only mine here, now' : `Also delete the ${count} things that are only mine here, now`),
    atOnce: 'Nobody else answers for this room, so it goes at once. Nobody can bring it back, not even whoever runs this service.',
    inAWeek: (on: string, others: string) => `It goes on ${on}. Until then ${others} can stop it: a notice stands on every page here and on their own page. Everything works until that day.`,
    lately: 'Whoever answered for this room in the last 30 days counts too, so that nobody is shut out first.',
    button: 'Delete this room',
    buttonWeek: (on: string) => `Delete this room on ${on}`,
  },
  group: (count: number) => (count === 1 ? 'An organisation is in this group, and what is kept here is theirs too. The room can be deleted once the last has left.' : `${count} organisations are in this group, and what is kept here is theirs together. The room can be deleted once the last has left.`),
  signInAgain: 'Sign in again first',
  signInAgainSays: 'You signed in a while ago, perhaps on a computer that others use. To delete or end something, sign in once more; you come back to this page.',
  deletedTitle: 'The room is deleted',
  deleted: 'What was its own is gone, and nobody can bring it back. What is only yours is on your own page.',
  joinTitle: 'We have joined another practice',
  joinWaits: 'It waits for a week',
  joinTitleOther: 'We have joined another organisation',
  joinLink: 'This practice joins another: end the room, and keep it to read',
  joinLinkOther: 'This organisation joins another: end the room, and keep it to read',
}

/** Ending a room because its practice joined another. */
export const joining = {
  lede: 'The room ends, and nothing in it is lost: from the day you give, its people read it and take it away, and nobody writes in it any more.',
  happens: [
    'It is in no group any more. What it wrote for a group stays readable there, and the group’s history keeps its name.',
    'What it shows to others by name stops.',
    'What others show to it stops too, and is not passed on: whether the other practice may see it is for each owner to decide. They are told why it stopped.',
    'The other practice’s room is given nothing. Somebody with a role in both can carry notes over, one by one.',
    'The room can still be deleted, then as now.',
  ],
  code: 'Which practice have you joined?',
  codeHint: 'Its ODS code, such as L85001.',
  name: 'Which organisation have you joined?',
  unknown: 'We do not know a practice with that code.',
  from: 'From which day are you one?',
  fromHint: (first: string) => `For example 1/4/2027. The day before is the last on which somebody writes here. ${first} at the earliest.`,
  week: (others: string) => `Until that day, and for a week at least, ${others} can stop it.`,
  button: 'End this room on that day',
  doneTitle: 'The room has ended',
  carryTitle: 'Carry notes to another room',
  carry: 'A copy is made there for you alone; you keep it for others there if you want. The note stays here as it is.',
  carryWhich: 'Which notes?',
  carryTo: 'To which room?',
  carryNone: 'You have no role in another room.',
  carryNothing: 'There is no note here that you may carry over.',
  carryButton: 'Carry them over',
  carried: (count: number) => (count === 1 ? 'One note was carried over.' : `${count} notes were carried over.`),
}

/** The notice that a room is to go. */
export const going: { title: string; says: Record<LeavingWay, (by: string, asked: string, due: string, to: string) => string>; stop: string; whoMay: string; tellTitle: string; letter: (by: string, room: string, due: string) => string; stopped: string } = {
  title: 'This room is to go',
  says: {
    delete: (by, asked, due) => `${by} asked on ${asked} for this room to be deleted. That happens on ${due}, unless somebody who answers for it stops it.`,
    join: (by, asked, due, to) => `${by} said on ${asked} that it joins ${to}. From ${due} the room can be read and taken away and no longer written in, unless somebody who answers for it stops that.`,
  },
  stop: 'Stop this: the room stays',
  whoMay: 'Whoever answers for this room can stop it, and whoever did in the 30 days before it was asked.',
  tellTitle: 'What to tell the others',
  letter: (by, room, due) => `${by} has asked for the room of ${room} in Alongside to be deleted or ended. That happens on ${due}. Whoever answers for it can stop it until then, by signing in and pressing “Stop this”, also if their role has ended in the last 30 days.`,
  stopped: 'It is stopped. Everything is as it was.',
}

/** What is somebody's only, and their account. */
export const mine = {
  title: 'What is yours only',
  lede: 'Everything that only you see, in whichever room you wrote it, also where you have no role any more.',
  none: 'Nothing is kept that is yours only.',
  where: (organisation: string, written: string) => `In the room of ${organisation}, ${written}`,
  shown: (names: string) => `Shown to ${names}. Deleting it stops that.`,
  open: 'Open it in its room',
  take: 'Take all of it with you',
  delete: 'Delete it',
  deleteAll: 'Delete all of it',
  deleteAllSays: (count: number) => `${count === 1 ? 'The one thing' : `All ${count} things`} above, for good. Whoever you showed it to cannot open it any more.`,
  deleted: (count: number) => (count === 0 ? 'There was nothing left to delete.' : count === 1 ? 'One thing is deleted.' : `${count} things are deleted.`),
  roomsTitle: 'Rooms that are to go',
  accountTitle: 'Close your account',
  account: 'End every role you have, delete what is yours only, and how you sign in.',
  accountLink: 'Close my account',
}

export const closing = {
  title: 'Close your account',
  happensTitle: 'What happens',
  happens: (roles: string, count: number) => [
    roles === '' ? 'You have no role in any room.' : `Your roles end now: ${roles}.`,
    count === 0 ? 'Nothing is kept that is yours only.' : count === 1 ? 'The one thing that is yours only is deleted.' : `The ${count} things that are yours only are deleted.`,
    'Your name, e-mail address and ways of signing in are deleted from the list of accounts, and you are signed out everywhere.',
  ],
  staysTitle: 'What stays, who keeps it, and why',
  staying: [
    ['What you wrote for your partners or a group, with your name and the day', 'The practice or group', 'It is theirs, and says who wrote it.'],
    ['That you had a role, which, and from when until when', 'Each room you were in', 'Others need to know who could see and do what, and when.'],
    ['That you opened what another organisation showed you', 'Each of those organisations', 'Every one of them was promised to see who has looked.'],
    ['Who invited whom', 'Each room that did', 'It is how somebody came to be there.'],
  ] as const,
  takeFirst: 'To keep a copy, take it with you first:',
  confirm: 'Type CLOSE to close your account',
  word: 'CLOSE',
  forGood: 'Nobody can bring back what is deleted, not even whoever runs this service.',
  notTyped: 'Type the word CLOSE, so that nothing goes by mistake.',
  button: 'Close my account',
  doneTitle: 'Your account is closed',
  done: 'Your roles have ended and what was yours only is deleted. You are signed out here.',
}
