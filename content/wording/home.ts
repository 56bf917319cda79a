/** The home page, in the words of people.md §10; only the doors that open. */
export const home = {
  title: 'Alongside',
  line: 'Work with other practices and stay your own.',
  question: 'Which practice?',
  hint: 'Name, postcode or code',
  button: 'Look it up',
  noAccount: 'No account needed. Everything on the next page is already published.',
  orStartHere: 'Or start here',
  privateDoor: { link: 'Keep something private about our practice', after: 'a room nobody else can enter, 2 minutes' },
  tryDoor: { link: 'Try it as somebody invented', after: 'be a practice manager, a partner, an LMC or an ICB of Penmarsh' },
  areaDoor: { link: 'See how our area might group', after: 'any practices you choose, across any boundary' },
  neverHold: { lead: 'What we never hold:', text: 'anything about a patient.' },
  whoSees: { lead: 'Who sees what:', text: 'your private answers stay with the people you name. Your LMC and ICB see only what you send them.', link: 'Who can see what' },
  whoRuns: { lead: 'Who runs this:', notNhs: 'Not an NHS England or ICB service. You can take everything away and leave, any day.', link: 'How to leave' },
  notAdvice: 'This helps you prepare. It is not legal or financial advice.',
}
