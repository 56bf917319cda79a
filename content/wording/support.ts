import { whoSees } from './frame.ts'
import type { HatKind, HelpState, Level, WordKind } from '#domain/support/help.ts'

/** Words of asking for help, of those who help, of letters to practices and of a commissioner's own cases. */

export const levels: Record<Level, string> = { practice: 'This practice', pair: 'Two practices', group: 'A group of practices', county: 'All the county' }

export const levelHints: Record<Level, string> = {
  practice: 'Your own practice only.',
  pair: 'You and one other.',
  group: 'A network, or any group you are in or think of.',
  county: 'Something that every practice meets.',
}

/** One person wears one hat in a matter. */
export const hats: Record<HatKind, { does: string; choose: string; hint: string }> = {
  helps: { does: 'helps', choose: 'I help', hint: 'You talk with everybody and bring people together. You decide nothing in this matter, now or later.' },
  decides: { does: 'decides', choose: 'I decide', hint: 'A dispute comes to you under the network agreement, and you are asked to settle it. You help nobody in this matter, now or later.' },
}

export const states: Record<HelpState, string> = { asked: 'Asked', 'taken-up': 'Taken up', answered: 'Answered', closed: 'Closed' }

export const wordsSaid: Record<WordKind, (name: string, of: string, at: string) => string> = {
  'asked-more': (name, of, at) => `${name}, ${of}, added on ${at}`,
  answered: (name, of, at) => `${name}, ${of}, answered on ${at}`,
  closed: (name, of, at) => `${name}, ${of}, closed this on ${at}`,
}

/** How a matter stands, as a sentence. */
export const standsNow = {
  asked: 'Nobody has taken it up yet.',
  takenUp: (names: string) => `Taken up: ${names}.`,
  who: (name: string, does: string) => `${name} ${does}`,
  answered: 'Answered.',
  closed: 'Closed.',
}

export const due = {
  answer: {
    overdue: (on: string, days: string) => `An answer was wanted by ${on}, ${days} ago.`,
    today: () => 'An answer is wanted by today.',
    'to-come': (on: string, days: string) => `An answer would help by ${on}, in ${days}.`,
    'no-day': () => 'An answer is waited for. No day was given.',
  },
  step: {
    overdue: (on: string, days: string) => `was meant for ${on}, ${days} ago`,
    today: () => 'today',
    'to-come': (on: string, days: string) => `by ${on}, in ${days}`,
    'no-day': () => 'no day set',
  },
  overdue: 'Overdue.',
  days: (n: number) => (n === 1 ? '1 day' : `${n} days`),
}

export const ask = {
  title: 'Ask for help',
  lede: 'Your LMC or support unit helps with a partner who leaves, a lease, an agreement, a neighbour who stops. It sees what you ask because you ask it, and nothing else of yours.',
  button: 'Ask for help',
  none: 'You have asked for nothing yet.',
  noUnit: 'No LMC or support unit has a room here yet. Ring yours, or ask whoever runs this to open one for it.',
  canSee: 'What your LMC can and cannot see',
  seesNow: 'Show me exactly what they see of ours',
  to: (name: string, on: string) => `To ${name}, ${on}`,
  until: (name: string, until: string) => `${name} may look until ${until}.`,
  notShown: (name: string) => `Not shown to ${name} any more.`,

  newTitle: 'Ask for help',
  toWhom: 'Whom do you ask?',
  toOne: (name: string) => `You ask ${name}.`,
  heading: 'What is it about?',
  headingHint: 'A few words, so that you find it again.',
  body: 'What would you like to ask?',
  bodyHint: 'Nothing about a patient, please.',
  level: 'Whom is it about?',
  wantedBy: 'By when would an answer help?',
  wantedByHint: 'Leave it empty if no day matters. For example 3/4/2027.',
  who: 'Who of yours may see it?',
  whoHints: { 'only-you': 'Nobody else of your practice: not your partners, not the manager.', 'your-partners': 'Those who answer for your practice: the partners, the manager, and whoever they have named.' },
  untilLabel: 'Until when may they look?',
  untilHint: 'You can stop it any moment before. A year at most.',
  theySee: [
    'In their list they see the name of your practice, the day you asked and the day an answer would help.',
    'What you have written they see when they open it, and you see each time they did.',
    'What they note for themselves about it is theirs and stays with them. Their answers you both see.',
  ],
  foi: 'A practice is a public authority for its NHS work: what it keeps can be asked for under the Freedom of Information Act.',
  unconfirmed: 'Your room has not been confirmed with the code of a letter, and they are told so. They may ring the practice before they answer.',
  send: 'Ask them',
  saved: (name: string) => `${name} can look now.`,
}

export const request = {
  title: 'A help request',
  facts: { to: 'Asked of', by: 'Asked by', level: 'About', wantedBy: 'An answer would help by', here: 'Who of us may see it', until: 'They may look until', state: 'How it stands', looked: 'Who has looked' },
  noDay: 'no day given',
  byOn: (name: string, on: string) => `${name}, ${on}`,
  stoppedShowing: 'not shown any more',
  nobodyLooked: 'Nobody of theirs has opened it.',
  lookedOn: (name: string, on: string) => `${name}, ${on}`,
  asked: 'What was asked',
  since: 'What was said since',
  nothingSaid: 'Nothing yet.',
  more: 'Add something',
  moreHint: 'Both sides see it.',
  moreButton: 'Add it',
  close: 'Close it',
  closeLabel: 'A last word, if you like',
  closeHint: 'After that nobody says anything more here. What was said stays.',
  closeButton: 'Close this request',
  showTitle: 'Until when they may look',
  show: 'They may look until',
  showAgain: 'Show it again, until',
  showButton: 'Change the day',
  showAgainButton: 'Show it again',
  stop: 'Stop showing it now',
  stopSays: 'From this moment they cannot open it, nor see that you asked. What they have read they have read, and what they noted for themselves stays theirs.',
  asTheySee: 'Show me exactly what they see',
  whoMaySee: 'Show it to somebody else by name',
  delete: 'Delete it',
  deleteSays: 'It goes with all that was said in it. Their own notes about it are theirs, and stay.',
  preview: (name: string) => `This is exactly what ${name} sees of it, beside its own notes. Looking at it here is not written down.`,
  previewNothing: (name: string) => `${name} sees nothing of it: it is not shown to them any more.`,
  inTheirList: 'In their list, before they open it',
  opened: 'When they open it',
}

export const askedUs = {
  title: 'People who asked us',
  lede: 'Practices that have asked for our help, in the order of what is due. What each asks is on its own page: opening it is what the practice sees as looking.',
  none: 'Nobody asks us anything at the moment.',
  asked: (on: string) => `Asked on ${on}.`,
  from: 'From',
  open: (name: string) => `Open what ${name} asks`,
  until: (until: string) => `We may look until ${until}.`,
  over: 'Closed',
  unconfirmed: 'This room has not been confirmed with a letter. Ring the practice on its published number before you answer.',
  invented: 'invented',
  notesLeft: 'Our own notes on requests that are not shown to us any more',
  noteOf: (name: string, on: string) => `${name}, ${on}`,

  matterTitle: 'A help request',
  heading: (from: string) => `${from} asks`,
  takeUp: 'Take it up',
  takeUpLede: 'Take it up first; then you can answer. As what? In one matter you wear one hat, for good, and both sides see which.',
  takeUpButton: 'Take it up',
  youAre: (does: string) => `You have taken this up: in this matter you are the one who ${does}.`,
  noHat: 'Choose whether you help or decide.',
  hatsTitle: 'Who has taken it up',
  answer: 'Answer',
  answerHint: 'Both sides see it, with your name and your hat.',
  answerButton: 'Send the answer',
  notes: 'Our own notes',
  notesLede: 'For us only. The practice does not see them, and they stay with us when the request is shown to us no more.',
  noNotes: 'No notes yet.',
  note: 'A note for ourselves',
  step: 'A next step, if there is one',
  due: 'By when?',
  dueHint: 'Leave it empty if no day matters. For example 3/4/2027.',
  noteButton: 'Keep the note',
  stepIs: (says: string) => `Next step: ${says}`,
  done: 'Done',
  doneHidden: (says: string) => `: ${says}`,
  doneOn: (name: string, on: string) => `Done by ${name}, ${on}.`,
  throwAway: 'Throw this note away',
  writtenBy: (name: string, on: string) => `${name}, ${on}`,
  seen: (until: string) => `It is shown to us until ${until}. The practice sees when we look.`,
  toThird: 'This was asked of somebody else, and is shown to you by name. What they say to each other about it is between them.',
}

export const letters = {
  title: 'Letters to practices',
  lede: 'A letter with a code, sent to a practice’s published address, lets it open a room of its own, or confirm the one it has.',
  notTold: 'Whether a practice has used its letter is told to nobody, and so not to us: that it has a room is its own.',
  make: 'Make letters',
  none: 'No letters have been made.',
  columns: { to: 'To', on: 'Made on', by: 'By', until: 'The code works until', back: 'Take back' },
  takenBack: (on: string) => `taken back on ${on}`,
  pastDay: 'past its day',
  takeBack: 'Take it back',
  takeBackHidden: (name: string) => ` from ${name}`,
  noFigures: 'No published figures are loaded here, so there are no addresses to write to.',

  newTitle: 'Which practices?',
  newLede: 'Give codes, a file, an area, or all three: each practice gets one letter.',
  codes: 'Codes of practices',
  codesHint: 'Paste them from anywhere, such as L85001, L85002. Names beside them do no harm.',
  file: 'A file with their codes',
  fileHint: 'A spreadsheet saved as CSV, with the codes in any column.',
  area: 'All practices of an area',
  areaHint: 'The code or the name of an ICB, a sub-ICB or a network, as in the newest figures.',
  next: 'See who they are',
  notText: 'That file is not a text file. Save the spreadsheet as CSV first.',

  checkTitle: 'Who gets a letter?',
  checkLede: (n: string) => `${n} found in the newest figures. Take the tick away from any that should get none.`,
  noAddress: 'No street is published; the postcode is all there is.',
  hasLetter: (on: string, until: string) => `Has a letter of ${on} whose code works until ${until}.`,
  unknown: 'Not in the newest figures, so no letter',
  unknownCode: (code: string, says: string | null) => (says === null ? code : `${code} (${says})`),
  choose: 'Which practices get a letter?',
  makeThem: 'Make the letters',
  onlyOnce: 'The codes are shown once, on the next page. Print it or take the file before you leave it.',
  noneChosen: 'Tick at least one practice.',
  madeMeanwhile: 'Letters have been made since you looked at this list, perhaps by this very page. Look at the list of letters first.',

  madeTitle: 'The letters',
  madeLede: (n: string) => `${n} made. Their codes are shown only now: we keep nothing that could open one. Print this page, or take the file for a mail merge, before you leave it.`,
  print: 'Print the letters',
  csv: 'Take the file for a mail merge (CSV)',
  csvSays: 'It holds the codes. Keep it as you would keep keys, and delete it when the letters are out.',
  paper: 'One page each, A4; folded in three, the address stands in the window of a DL envelope.',

  letter: {
    greeting: 'To the partners and the practice manager',
    heading: (practice: string) => `A room of its own for ${practice}`,
    what: 'Alongside helps practices work together and stay their own. Everything published about yours can be read there by anyone. A room is for what you keep to yourselves: nobody else can enter it.',
    use: (practice: string) => `With the code below you open that room, or confirm the one you have. Whoever has this letter speaks for ${practice}, so keep it as you would keep a key.`,
    type: 'Go to',
    code: 'and type this code',
    until: (until: string) => `It works once, until ${until}.`,
    see: (from: string) => `What ${from} can see`,
    sees: 'Only what you show us by name, one thing at a time, until a day you choose. You see each time we looked, and can stop it any moment.',
    notSee: (from: string) => `What ${from} cannot see`,
    seesNot: 'Whether you use this letter. Whether you have a room. Anything you keep there, or how much there is. Whom else you show things to.',
    who: 'Who runs this',
    runs: (name: string) => `${name}. Not an NHS England or ICB service. It holds nothing about patients.`,
    stuck: (contact: string) => `${contact.includes('@') ? 'Stuck? Write to' : 'Stuck? Ring'} ${contact}.`,
    noNeed: 'You need do nothing. You can take everything away and leave, any day.',
  },
}

export const cases = {
  title: 'Our cases',
  lede: 'Our own planning, about practices as published figures know them. No practice has to join, none is told, and nothing here reads anything that a practice keeps.',
  estimate: 'Planning notes for options. No decision.',
  foi: 'What is written here can be asked for under the Freedom of Information Act.',
  none: 'No cases yet.',
  new: 'Open a case',
  newTitle: 'Open a case',
  about: 'Which practice?',
  aboutHint: 'Its code or its name, as in the newest figures.',
  aboutUnknown: 'We know no practice by that code or name in the newest figures.',
  aboutSeveral: (names: string) => `Several practices answer to that: ${names}. Give the code.`,
  reason: 'Why is there a case?',
  reasonHint: 'In your own words. Published facts, with their day, stand best.',
  step: 'The next step',
  due: 'By when?',
  dueHint: 'Leave it empty if no day is set. For example 3/4/2027.',
  who: 'Who of us may see it?',
  whoHints: { 'only-you': 'Nobody else here.', 'your-partners': 'Those who answer for this organisation: its officers.' },
  open: 'Open the case',
  opened: (name: string, on: string) => `Opened by ${name}, ${on}.`,
  published: 'What is published about it',
  caseTitle: 'A case',
  why: 'Why',
  steps: 'Steps',
  noSteps: 'No step is written down.',
  stepBy: (name: string, on: string) => `${name}, ${on}`,
  nextStep: 'A next step',
  stepButton: 'Write it down',
  done: 'Done',
  doneOn: (name: string, on: string) => `Done by ${name}, ${on}.`,
  close: 'Close the case',
  outcome: 'How did it end?',
  closeButton: 'Close it',
  closed: (name: string, on: string) => `Closed by ${name}, ${on}.`,
  over: 'Closed',
  whoMaySee: 'Who may see it',
  delete: 'Delete it',
  deleteSays: 'It goes with its reason and its steps.',
  fromOther: (name: string) => `A case of ${name}, shown to you by name. They see when you look.`,
}

const stoppedIs = 'Anything you have stopped showing, or that is past its day. What they have read they have read.'

/** The same words for practices, in public, and for those they are about, in their own room. */
export const canSee = {
  lmc: {
    title: 'What your LMC can and cannot see',
    oneLine: 'Only what you have shown it by name, until the day you chose.',
    lede: 'That holds for every LMC and every support unit with a room here, and for each person who works there.',
    can: [
      'What anyone can see: the pages made from published figures, and what somebody has kept for “Anyone”.',
      'A request for help that you sent it. In its list stand the name of your practice, the day you asked and the day an answer would help; what you wrote it sees when somebody there opens it.',
      `Any other thing you show it by name, one at a time: “${whoSees.named('(its name)', '(the day you chose)')}”.`,
      'What is shown to a group that it looks on at as an observer, unless it is marked for members only. The group decides who observes.',
    ],
    cannot: [
      'Whether your practice has a room here. Also not when the room was opened with a letter that it sent: whether a letter was used is told to nobody.',
      `What you keep for “${whoSees.onlyYou}” or “${whoSees.partners}”: not its words, not its headings, not how much there is, not when you were last here.`,
      'Whom else you show things to.',
      'Which public pages you read.',
      stoppedIs,
    ],
    alsoTitle: 'What it keeps of its own',
    also: [
      'Its own notes about a request. You do not see them, and they stay with it. Its answers you both see.',
      'The letters it has sent: to whom and when.',
    ],
    hatsTitle: 'Two hats, never on one head',
    hats: 'An LMC may help practices that disagree, and under the PCN Network Agreement (clauses 92 and 93) a dispute may come to it to be settled. Whoever there helps in a matter can never decide in it, nor the other way round. You see who wears which hat.',
    hostTitle: 'If your LMC also runs this server',
    host: 'Running the server opens no room: there is no way in for whoever runs it. But whoever keeps a machine and its database could read what lies in it. Ask who keeps this one, and choose for yourself what you write.',
    checkTitle: 'See for yourself',
    check: 'Beside everything you show stands “Show me exactly what they see”, and “Who has looked” lists each time somebody of another organisation opened something of yours.',
    ownLede: 'This is what practices are told about us, word for word. Anyone can read it.',
    ownNow: 'What we see today is in two lists: people who asked us, and what else is shown to us. There is no third, and nothing else of a practice reaches us: not even a count.',
  },
  icb: {
    title: 'What your ICB can and cannot see',
    oneLine: 'Only what you have shown it by name, until the day you chose. Each thing is a separate step.',
    lede: 'That holds for every integrated care board with a room here, and for each person who works there. What you show your LMC your ICB does not see.',
    can: [
      'What anyone can see: the pages made from published figures, and what somebody has kept for “Anyone”.',
      `One thing at a time that you show it by name: “${whoSees.named('(its name)', '(the day you chose)')}”. Before each you are asked once more.`,
      'What is shown to a group that it looks on at as an observer, unless it is marked for members only. The group decides who observes.',
    ],
    cannot: [
      'Whether your practice has a room here.',
      `What you keep for “${whoSees.onlyYou}” or “${whoSees.partners}”: not its words, not its headings, not how much there is, not when you were last here.`,
      'What you asked your LMC, and that you asked.',
      'Whom else you show things to, and which public pages you read.',
      stoppedIs,
    ],
    alsoTitle: 'What it keeps of its own',
    also: [
      'Cases about practices, written by its own people from what is published and what they know. They read nothing that a practice keeps here, and a practice is not told of them here.',
      'An ICB is a public authority: what it holds, and so what you show it and it notes, can be asked for under the Freedom of Information Act.',
    ],
    checkTitle: 'See for yourself',
    check: 'Beside everything you show stands “Show me exactly what they see”, and “Who has looked” lists each time somebody of another organisation opened something of yours.',
    ownLede: 'This is what practices are told about us, word for word. Anyone can read it.',
    ownNow: 'What we see today is what is shown to us by name. Nothing else of a practice reaches us: not even a count.',
  },
  canTitle: 'It can see',
  cannotTitle: 'It cannot see',
  askedUs: 'People who asked us',
  shownToUs: 'Shown to us',
}

/** What a support unit or a commissioner sees of a practice today, for the practice. */
export const seesNow = {
  title: 'What they see of ours',
  lede: 'Everything of ours that an LMC, a support unit or an ICB may open today, as far as you may see it yourself. What a partner keeps for themselves is not listed here, nor counted.',
  support: 'LMCs and support units',
  commissioner: 'ICBs',
  none: 'Nothing.',
  line: (name: string, until: string) => `${name}, until ${until}`,
  asTheySee: 'Show me exactly what they see',
  aThing: { note: 'A note', 'help-request': 'A help request' } as Record<string, string>,
}

/** Said once, before something is shown to a commissioner. */
export const beforeCommissioner = {
  title: 'Before your ICB can look',
  heading: (name: string) => `Before you show this to ${name}`,
  body: [
    'Your ICB commissions your contract. You need not show it anything here, and asking for help elsewhere does not tell it.',
    'It will see this one thing, and nothing else of yours. Your LMC is a separate choice: showing one is not showing the other.',
    'You can stop it any moment. What its people have read by then they have read, and what they note can be asked for under the Freedom of Information Act.',
  ],
  anIcb: 'your ICB',
  go: (name: string) => `Show it to ${name}`,
  back: 'Back, without showing it',
}
