/**
 * Words of the letters that leave by e-mail. A subject never says what about, and neither subject nor body repeats what somebody wrote, answered or counted:
 * that stands behind the link, where it is known who reads it.
 */

export const letters = {
  subject: (minutes: number) => `Something for you in Alongside (${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`,
  hello: 'Hello,',
  /** For a name that holds nothing a letter can carry. */
  somebody: 'Somebody',
  from: (name: string, of: string | null) => (of === null ? name : `${name} of ${of}`),

  'sign-in': {
    says: 'You asked to sign in to Alongside. Open this page to go on:',
    until: (minutes: number, when: string) => `It works once, for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}: until ${when}.`,
    otherwise: 'If you did not ask, do nothing; nobody has got in.',
  },
  invitation: {
    asks: {
      join: 'to join it in Alongside',
      represent: 'to speak for your own organisation with it in Alongside',
      help: 'to help it in Alongside, from outside',
    },
    says: (from: string, asks: string) => `${from} asks you ${asks}.`,
    page: 'This page says what that means, and who would see what, before you decide anything:',
    until: (when: string) => `The page is for you alone, so please do not pass it on. You can open it until ${when}.`,
    otherwise: 'If you do nothing, nothing happens: you join nothing, and the invitation ends on that day.',
  },
  shared: {
    says: (from: string) => `${from} has shared something with you in Alongside. You can read it here, once you have signed in:`,
    until: (when: string) => `You can open it until ${when}.`,
    noEnd: 'You can open it for as long as they share it.',
    otherwise: 'If you do nothing, nothing happens.',
  },
  confirm: {
    says: (from: string) => `${from} has entered something in your name in Alongside. Please look at it, and confirm or undo it:`,
    until: (when: string) => `Please do that by ${when}.`,
    otherwise: {
      stands: 'If you do nothing, what was entered stands from then on.',
      lapses: 'If you do nothing, what was entered does not count.',
    },
  },
  reminder: {
    says: 'You asked Alongside to remind you today. What it was stands here, once you have signed in:',
    until: 'There is no day by which you must open it.',
    otherwise: 'If you do nothing, nothing happens, and you are not reminded again.',
  },
  'link-back': {
    says: 'You asked Alongside for a link to come back to something. It stands here, once you have signed in:',
    until: 'There is no day by which you must open it.',
    otherwise: 'If you do nothing, nothing happens.',
  },
  changed: {
    says: (what: string, when: string) => `${what} That was at ${when}. If it was you, there is nothing to do.`,
    page: 'If it was not you, open this page now, and tell whoever runs this server:',
    otherwise: 'If it was not you and you do nothing, somebody else may be able to sign in as you.',
  },
  leaving: {
    says: (from: string) => `${from} has asked for a room that you answer for in Alongside, or did until lately, to be deleted or ended. If that is not what you want, you can stop it here, once you have signed in:`,
    until: (when: string) => `You can do that until ${when}.`,
    otherwise: 'If you do nothing, it happens then. You can take everything away before.',
  },

  asked: {
    says: (from: string) => `${from} asks you something in Alongside that you alone can answer. It stands here, once you have signed in:`,
    until: 'There is no day by which you must.',
    otherwise: 'If you do nothing, nothing is answered for you.',
  },

  foot: {
    runBy: (name: string, place: string) => `Alongside here is run by ${place ? `${name}, at ${place}` : name}.`,
    contact: (contact: string) => `To reach them: ${contact}.`,
    noContact: 'They have given no number or address. Your LMC can help.',
    never: 'Letters from Alongside never say what a thing is about, carry no pictures and no files, and tell nobody that you opened them.',
  },
}

/** Said by a page whose act needs a letter, on a server that sends none. */
export const cannotSend = {
  title: 'This server cannot send e-mail',
  says: 'This server cannot send e-mail; ask whoever runs it.',
  source: 'Setting SMTP_URL of this server',
}

export const outbox = {
  title: 'Letters not sent',
  lede: 'This server sends no e-mail. The letters it would have sent in the last days are shown here instead, as they would have gone.',
  warning: 'Anyone who can open this server can read this page, links to sign in included.',
  warningHeading: 'For trying things out only',
  none: 'No letter waits here.',
  clears: 'The newest are first, a hundred at most. A letter is taken away when its time is over: a link to sign in after 15 minutes, others after three days at most.',
  readAgain: 'Look again',
  heading: (to: string) => `To ${to}`,
  subject: 'Subject',
  written: 'Written at',
}
