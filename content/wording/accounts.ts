/** Words of signing in, of one's own account, and of what is said when something about it cannot be done. */

export const header = {
  signIn: 'Sign in',
  signOut: 'Sign out',
  nameless: 'Your account',
}

export const signIn = {
  title: 'Sign in',
  lead: 'Signing in is for what is yours alone. Everything published can be read without.',
  again: 'Sign in again to go on. Whoever changes how you sign in must have signed in within the last ten minutes, so that nobody does it at a computer you left.',
  typedIsKept: 'You had been signed out, because nothing was done for an hour or twelve hours had passed. What you typed is kept: sign in and it is there again.',
  first: 'The first time, this makes an account for your address.',
  email: 'Your e-mail address',
  emailHint: 'We send a link to it. You need no password.',
  button: 'Send me a link',
  noLetters: 'This server cannot send e-mail, so it cannot send you a link. Whoever runs it can set that up.',
  noWay: 'There is no other way to sign in here for somebody new.',
  otherWays: 'Other ways to sign in',
  passkey: 'Use a passkey',
  passkeyHint: 'With your finger, your face or the PIN of this device, if you have set that up in your account.',
  passkeyNeedsScripts: 'A passkey needs JavaScript, which is turned off here.',
  password: 'Use a password and a code',
  provider: (name: string) => `Use ${name}`,
  keepTitle: 'What signing in means',
  keep: [
    ['What we keep', 'Your e-mail address, the name you give us, and where you are signed in. No telephone number, and not where you were.'],
    ['Who can see it', 'Nobody but the people you name: not your LMC, not the ICB, not the person who runs this service in ordinary work.'],
    ['How to delete it', 'Close your account on its own page, any day. What others keep with you, such as minutes, stays with them.'],
  ],
  cookie: 'Signing in puts one cookie on this device, which goes when you sign out.',
}

export const sent = {
  title: 'Look in your e-mail',
  lead: 'If that address can be reached, a link is on its way to it. It works once, for 15 minutes.',
  open: 'Open it on this device or another; then press “Sign in” on the page it leads to.',
  notThere: 'Nothing after five minutes? Look among the unwanted e-mail, or check the address and ask again.',
  again: 'Ask again',
  shownHere: 'This server sends no letters, so that it can be tried out. Read the letter here:',
}

export const link = {
  title: 'Sign in',
  as: (email: string) => `You are about to sign in as ${email}.`,
  notYou: 'Not your address? Close this page: somebody may have typed it by mistake.',
  button: 'Sign in',
  gone: {
    title: 'This link no longer works',
    says: 'A link works once, for 15 minutes. Nothing is lost: ask for another.',
    next: 'Ask for another link',
  },
}

export const password = {
  title: 'Sign in with a password',
  email: 'Your e-mail address',
  password: 'Your password',
  button: 'Continue',
  next: 'Next we ask for the code on your telephone.',
  forgotten: 'Forgotten it? Sign in by e-mail instead, and choose another in your account.',
}

export const code = {
  title: 'Type the code',
  label: 'Six figures from your app',
  hint: 'Without your telephone, type one of your recovery codes here instead.',
  button: 'Sign in',
  other: 'Sign in by e-mail instead',
}

export const account = {
  title: 'Your account',
  you: 'You',
  name: 'Your name',
  noName: 'not said yet',
  email: 'E-mail address',
  change: 'Change',
  waysTitle: 'How you sign in',
  byEmail: 'By a link in an e-mail',
  byEmailMeans: 'Always possible, for whoever can read your e-mail.',
  passwordTitle: 'A password and a code',
  passwordMeans: 'A password and, each time, six figures from an app on your telephone. One without the other opens nothing.',
  passwordNone: 'Not set up.',
  passwordBegun: 'Begun and not finished: it opens nothing yet.',
  passwordHalf: 'Your app is set up. Choose a password to finish.',
  passwordSet: 'Set up.',
  setUp: 'Set up a password and a code',
  goOn: 'Go on setting it up',
  choose: 'Choose a password',
  changePassword: 'Change the password',
  newCodes: 'Make new recovery codes',
  removePassword: 'Remove the password and the code',
  removePasswordMeans: 'For a new telephone, remove both and set both up again.',
  passkeysTitle: 'Passkeys',
  passkeysMeans: 'A passkey lets you in by your finger, your face or the PIN of a device. It cannot be guessed, and works only here.',
  passkeysNone: 'You have none.',
  addPasskey: 'Add a passkey',
  passkeyName: 'What shall we call it?',
  passkeyNameHint: 'So that you know it again, such as “the laptop in reception”.',
  passkeyNameless: 'Passkey without a name',
  added: (on: string) => `Added on ${on}.`,
  rename: 'Change the name',
  remove: 'Remove',
  providerTitle: (name: string) => name,
  providerMeans: (name: string) => `Sign in with ${name}. You add it here yourself: an account is never joined to another because an address looks the same.`,
  addProvider: (name: string) => `Add ${name}`,
  atProvider: (name: string) => `You leave this site, say there who you are, and come back. Make sure that it is you who is signed in to ${name} on this device.`,
  toProvider: (name: string) => `Continue to ${name}`,
  sessionsTitle: 'Where you are signed in',
  sessionsMeans: 'You are signed out after an hour in which nothing is done, and after twelve hours in any case.',
  thisOne: 'this one',
  since: (when: string) => `since ${when}`,
  lastUsed: (when: string) => `last used ${when}`,
  end: 'Sign out there',
  everywhere: 'Sign out everywhere',
  everywhereMeans: 'Here too.',
}

export const signedOut = {
  title: 'You are signed out',
  says: 'Nothing of yours is kept in this browser. On a shared computer, close its window too.',
  again: 'Sign in again',
}

/** How somebody signed in, in the list of where they are. */
export const how = { link: 'by e-mail', password: 'with a password and a code', passkey: 'with a passkey', provider: 'with your organisation’s sign-in', demo: 'for trying things out' }

export const name = {
  title: 'What should we call you?',
  hint: 'As the people you work with know you. They see it when you do something together; nobody else does.',
  button: 'Continue',
}

export const secondFactor = {
  title: 'Set up an app for codes',
  lead: 'An app on your telephone shows six figures that change every half minute. You type them after your password.',
  steps: ['Open an app for codes, such as the one your telephone has for passwords, or any other you use.', 'In it, choose to add a code, and point the camera at the square. Without a camera, type the letters below.', 'Type the six figures it shows.'],
  square: 'A square to be read by an app',
  letters: 'Letters to type instead',
  label: 'Six figures from your app',
  button: 'Continue',
}

export const recovery = {
  title: 'Keep these ten codes',
  lead: 'Each lets you in once, after your password, when you do not have your telephone. We show them only now.',
  how: 'Print them or write them down, and keep them where you keep other important papers. Not on the telephone.',
  print: 'Print this page',
  next: 'I have them: choose a password',
  done: 'I have them',
  newTitle: 'Make new recovery codes',
  newLead: 'The codes you have now stop working.',
  current: 'Your password',
  newButton: 'Make new codes',
}

export const choose = {
  title: 'Choose a password',
  changeTitle: 'Change your password',
  before: 'Your password now',
  label: 'New password',
  hint: 'At least 12 characters. Three or four words you can remember are better than signs and figures.',
  button: 'Use this password',
  forgotten: 'Forgotten it? In your account, remove the password and its code, and set both up again.',
  elsewhere: 'You are then signed out everywhere else.',
}

export const removing = {
  title: 'Remove the password and its code?',
  lead: 'They stop working at once, the recovery codes too. You can still sign in by e-mail, and set them up again.',
  button: 'Remove them',
}

export const passkeys = {
  addTitle: 'Add a passkey',
  addLead: 'Your device will ask for your finger, your face or its PIN. What it measures stays on the device.',
  addButton: 'Add a passkey',
  needsScripts: 'Adding a passkey needs JavaScript, which is turned off here. Your other ways to sign in do not.',
  notHere: 'This browser does not know passkeys.',
  stopped: 'That did not work, or was stopped. Nothing has changed; you can try again.',
  renameTitle: 'Change the name of a passkey',
  renameButton: 'Use this name',
  removeTitle: (name: string) => `Remove “${name}”?`,
  removeLead: 'It stops working here at once. Your device may still list it; you can delete it there too.',
  removeButton: 'Remove it',
}

export const kept = {
  banner: 'What you typed is kept',
  says: (when: string) => `You had been signed out when you sent this form at ${when}. Here is what you typed; nothing of it has been sent. Check it and send it again.`,
}

/** Why something cannot be done, for the summary at the top of a form. */
export const refusals = {
  badEmail: 'Type an e-mail address, such as name@practice.nhs.uk.',
  noLetters: 'This server cannot send e-mail.',
  tooOften: 'That was tried very often. Wait a minute and try again, or sign in another way.',
  linkGone: 'This link no longer works.',
  noMatch: 'That e-mail address and password do not go together here.',
  codeWrong: 'That code is not right. Look at the app again: it changes every half minute.',
  codeUsed: 'That code has been used. Wait for the next one.',
  codeAgain: 'Start again with your password: this took too long, or too many codes were wrong.',
  codeLocked: 'Too many codes were wrong. Wait a quarter of an hour, or sign in by e-mail.',
  codeMissing: 'Type the code.',
  passwordMissing: 'Type your password.',
  passkeyNo: 'That passkey does not open anything here.',
  providerAway: (name: string) => `${name} cannot be reached now. Sign in another way, or try again later.`,
  providerNo: (name: string) => `${name} did not say who you are. Nothing has changed; you can try again.`,
  notJoined: (name: string) => `There is an account here already with the address that ${name} gives. Sign in by e-mail, then add ${name} in your account: we never join accounts because an address looks the same.`,
  notProven: (name: string) => `${name} does not vouch for your e-mail address, so it cannot begin an account. Sign in by e-mail once, then add ${name} in your account.`,
  joinedElsewhere: (name: string) => `That sign-in of ${name} belongs to another account here already.`,
  notRecent: 'Sign in again first: you signed in more than ten minutes ago.',
  signedOut: 'You are signed out. Sign in again.',
  notBegun: 'Set up the app for codes first.',
  alreadySet: 'That is set up already.',
  wrongBefore: 'That is not your password now.',
  lastWay: 'This server cannot send e-mail, so you could not sign in without it.',
  noPasskey: 'There is no such passkey in your account.',
}

/** What a letter says has changed: a whole sentence each. */
export const changes = {
  passwordSet: 'A password with a second factor was set up for your account.',
  passwordChanged: 'The password of your account was changed, and other devices were signed out.',
  passwordRemoved: 'The password and its second factor were removed from your account, and other devices were signed out.',
  newCodes: 'New recovery codes were made for your account; those of before no longer work.',
  codeUsed: (left: number) => `A recovery code was used to sign in to your account. ${left === 0 ? 'None is left: make new ones in your account.' : left === 1 ? 'One is left: make new ones in your account.' : `${left} are left.`}`,
  passkeyAdded: (called: string) => `A passkey${called} was added to your account.`,
  passkeyRemoved: (called: string) => `A passkey${called} was removed from your account.`,
  providerAdded: (provider: string) => `${provider} was added to your account as a way to sign in.`,
  providerRemoved: (provider: string) => `${provider} was removed from your account as a way to sign in.`,
  closed: 'Your account was closed: your roles have ended, and what was yours only is deleted.',
}

/** Trying things out as an invented person. */
export const personas = {
  title: 'Try it as somebody invented',
  lede: 'Nobody here is real, and nothing you do reaches anybody. Choose whom to be; sign out and be another to see the other side.',
  button: 'Be this person',
  outbox: 'Letters that would have been sent',
  door: 'Try it as somebody invented',
}

/** A form that came when its sender was signed out everywhere, so that it could be kept for nobody. */
export const lost = {
  title: 'You had been signed out',
  says: 'Nothing was saved. What you typed is below, this once: copy it, sign in, and put it back.',
  typed: 'What you typed',
  typedNth: (n: number) => `What you typed, ${n}`,
  signIn: 'Sign in and go back',
}
