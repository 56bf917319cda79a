import type { Sure } from '#domain/position/review/answer.ts'
import type { Cell, Form, Part, Question, Unit } from '#domain/position/review/question.ts'
import type { leversToSet } from '#domain/position/review/five-years.ts'
import type { Asked } from '#domain/position/review/questions.ts'
import type { WayId } from '#domain/position/review/questions/appetite.ts'
import type { dataStandards, standings } from '#domain/position/review/questions/data-security.ts'
import type { AccountLine } from '#domain/position/review/questions/money.ts'
import type { howMuch, optionKinds, TermId } from '#domain/position/review/questions/options.ts'
import type { bornBands, firmness } from '#domain/position/review/questions/partners.ts'
import type { againstPublished, waysOfAsking } from '#domain/position/review/questions/patients.ts'
import type { contractKinds, holdings, yesNo } from '#domain/position/review/questions/premises.ts'
import type { ageBands, staffContracts, StaffRole } from '#domain/position/review/questions/staff.ts'

/** Words of a practice's review: its parts, every question, level, choice and column. A question without its words does not compile. */

type Words<All extends readonly string[]> = Readonly<Record<All[number], string>>

/** What a level says, from weak to strong: a fact somebody could check, never a mark. */
export type Levels = readonly [string, string, string, string, string]

/** The words of any question, for a page that shows them all alike. */
export interface QuestionWords {
  label: string
  /** '' where there is nothing to add. */
  hint: string
  levels?: Levels
  choices?: Readonly<Record<string, string>>
  /** What one row of a table is: 'partner', so that a page can say 'Add a partner'. */
  row?: string
  columns?: Readonly<Record<string, string>>
  /** The choices of a column that has choices. */
  choicesIn?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

type FormWords<F extends Form> =
  F extends { as: 'scale' } ? { levels: Levels }
  : F extends { as: 'choice' | 'choices'; choices: infer All extends readonly string[] } ? { choices: Words<All> }
  : F extends { as: 'table'; cells: infer Cells extends readonly Cell[] } ? { row: string; columns: Record<Cells[number]['name'], string>; choicesIn: { [C in Extract<Cells[number], { cell: 'choice' }> as C['name']]: Words<C['choices']> } }
  : unknown

type WordsOf<Q extends Question> = { label: string; hint: string } & FormWords<Q['form']>

export const parts: Record<Part, { title: string; lede: string }> = {
  'four-numbers': { title: 'Four numbers', lede: 'Enough for a first, rough look at the next five years. The list and its trend are filled in already.' },
  partners: { title: 'Partners and who comes after', lede: 'Who is a partner, for how long, and what happens when one stops. Initials or made-up names are enough.' },
  staff: { title: 'Who works here', lede: 'Roles and sessions, never names. What you write here can be used later if you share staff.' },
  demand: { title: 'Demand and the working day', lede: 'What comes through the door, the phone and the screen, and what it does to the day.' },
  money: { title: 'Money', lede: 'From your accountant’s year-end papers. Leave out what you do not have.' },
  premises: { title: 'Buildings', lede: 'Who owns or rents what, until when, and who is bound by it.' },
  contracts: { title: 'Contracts', lede: 'Every contract the practice holds, with its end and its notice.' },
  quality: { title: 'Quality and good order', lede: 'Inspection, complaints, safeguarding and what is kept up to date.' },
  digital: { title: 'Computers and phones', lede: 'Eleven lines, each from “not yet” to “done and used”.' },
  'data-security': { title: 'Keeping data safe', lede: 'The ten standards of the National Data Guardian. Say under each what shows it.' },
  relations: { title: 'Those around you', lede: 'The network, neighbours, LMC, ICB, hospital and patients. The history counts too.' },
  patients: { title: 'Your patients and what they say', lede: 'What you know beyond the published figures. Counts and words, never anything about one patient.' },
  management: { title: 'Management', lede: 'Who runs things, with what time, and whether core services can be kept going.' },
  appetite: { title: 'What would suit you', lede: 'Nothing here is counted. Wishing to stay as you are is an answer.' },
  'our-group': { title: 'A group you are in', lede: 'You look at the group; it does not look at you. Leave this out if you are in none.' },
  options: { title: 'Options, risks and hurdles', lede: 'What could be done, what could go wrong and what stands in the way. It can become your private answers when you talk with others.' },
  assumptions: { title: 'What is assumed', lede: 'Rates and prices behind the five years. Change those you know better.' },
}

export const unknown = { word: 'We don’t know', hint: 'This is an answer. It is listed among the things to find out.' }

export const sure: Record<Sure, { word: string; hint: string }> = {
  sure: { word: 'Sure', hint: 'It is on paper, and we have looked.' },
  fairly: { word: 'Fairly sure', hint: 'We would be surprised to be wrong.' },
  guess: { word: 'A guess', hint: 'It is the best we have today.' },
}

/** What stands beside a box: before it for pounds, after it for the rest. */
export const units: Record<Unit, string> = {
  pounds: '£', percent: '%', share: '', patients: 'patients', people: 'people', 'full-time': 'full-time', sessions: 'sessions', years: 'years', months: 'months', days: 'days', points: 'points', number: '',
}

export const accountLines: Record<AccountLine, string> = {
  'global-sum': 'Global sum', qof: 'QOF', enhanced: 'Enhanced services', network: 'Network payments', 'premises-repaid': 'Rent and rates paid back', dispensing: 'Dispensing', training: 'Training and teaching', private: 'Private work and reports', 'other-income': 'Other income',
  staff: 'Staff pay', 'salaried-gps': 'Salaried GPs', locums: 'Locums', 'employer-ni': 'Employer’s National Insurance', pensions: 'Employer’s pension', premises: 'Rent, rates and repairs', energy: 'Energy and water', 'it-phones': 'Computers and phones', consumables: 'Medical supplies', drugs: 'Drugs bought', fees: 'Accountant, solicitor and other fees', insurance: 'Insurance and indemnity', cqc: 'CQC fee', interest: 'Interest', depreciation: 'Depreciation', 'shared-services': 'Share of shared services', 'other-cost': 'Other costs',
}

export const staffRoles: Record<StaffRole, string> = {
  'salaried-gp': 'Salaried GP', 'gp-in-training': 'GP in training', 'locum-gp': 'Locum GP', 'advanced-practitioner': 'Advanced practitioner', 'practice-nurse': 'Practice nurse', 'nursing-associate': 'Nursing associate', 'healthcare-assistant': 'Healthcare assistant', pharmacist: 'Pharmacist or technician', physiotherapist: 'Physiotherapist', paramedic: 'Paramedic', 'mental-health': 'Mental health worker', 'physician-associate': 'Physician associate', 'social-prescriber': 'Social prescriber', 'care-coordinator': 'Care coordinator', reception: 'Reception', administration: 'Administration', dispenser: 'Dispenser', manager: 'Manager', cleaner: 'Cleaner', other: 'Other',
}

export const staffContractWords: Words<typeof staffContracts> = { permanent: 'Permanent', 'fixed-term': 'Fixed term', locum: 'Locum', agency: 'Agency', network: 'Paid by the network', 'self-employed': 'Self-employed' }

/** The bands by which statutory redundancy pay is counted. */
export const ageBandWords: Words<typeof ageBands> = { 'under-22': 'Under 22', '22-40': '22 to 40', '41-and-over': '41 and over', 'not-known': 'Not known' }

export const bornWords: Words<typeof bornBands> = { 'before-1960': 'Before 1960', '1960-64': '1960 to 1964', '1965-69': '1965 to 1969', '1970-74': '1970 to 1974', '1975-79': '1975 to 1979', '1980-89': '1980 to 1989', 'from-1990': '1990 or later', 'not-said': 'Rather not say' }

export const firmnessWords: Words<typeof firmness> = { firm: 'Firm', likely: 'Likely', maybe: 'Maybe', 'not-said': 'Rather not say' }

export const holdingWords: Words<typeof holdings> = { 'all-partners-own': 'All partners own it', 'some-partners-own': 'Some partners own it', 'a-former-partner-owns': 'A former partner owns it', leased: 'Leased', 'leased-from-nhs': 'Leased from an NHS body', 'no-papers': 'Used without papers', other: 'Other' }

export const yesNoWords: Words<typeof yesNo> = { yes: 'Yes', no: 'No', 'not-known': 'Not known' }

export const contractWords: Words<typeof contractKinds> = { gms: 'GMS', pms: 'PMS', apms: 'APMS', network: 'Network (DES)', 'local-enhanced': 'Local enhanced service', 'public-health': 'Public health (council)', 'sub-contract': 'Sub-contract', training: 'Training', research: 'Research', private: 'Private', other: 'Other' }

export const standingWords: Words<typeof standings> = { met: 'Met', partly: 'Partly met', 'not-met': 'Not met' }

export const standardWords: Words<typeof dataStandards> = {
  'confidential-data': '1. Confidential data', 'staff-responsibilities': '2. Staff responsibilities', training: '3. Training', 'access-to-data': '4. Access to data', 'process-reviews': '5. Process reviews', 'responding-to-incidents': '6. Responding to incidents', 'continuity-planning': '7. Continuity planning', 'unsupported-systems': '8. Unsupported systems', 'it-protection': '9. Protecting IT', 'accountable-suppliers': '10. Suppliers',
}

export const wayOfAskingWords: Words<typeof waysOfAsking> = { 'patient-group': 'Patient group', survey: 'Survey', meeting: 'Open meeting', letters: 'Letters and e-mails', conversations: 'Conversations at the desk', other: 'Other' }

const againstPublishedWords: Words<typeof againstPublished> = { less: 'Less than they show', 'the-same': 'About what they show', more: 'More than they show', 'much-more': 'Much more than they show' }

/** What practices settle with one another, by what is settled. */
export const terms: Record<TermId, string> = {
  T1: 'What we do together', T2: 'The way of working together', T3: 'How votes are counted', T4: 'How many must be there to decide', T5: 'The majority for things only the practices can decide', T6: 'Seats on the board', T7: 'Whether people who run it may own part of a practice',
  T8: 'Notice to leave', T9: 'How long everybody stays in at first', T10: 'What leaving costs', T11: 'When a practice may be asked to leave', T12: 'Who keeps the profit', T13: 'Putting core income together', T14: 'Who gets what extra work leaves over',
  T15: 'The most a practice can lose', T16: 'What joining costs', T17: 'How we split costs', T18: 'Who employs shared staff', T19: 'Bringing pay into line', T20: 'Who pays for redundancy', T21: 'Names and signs',
  T22: 'Sites that stay', T23: 'Opening hours and reception', T24: 'Keeping own lists and the usual GP', T25: 'Bringing drawings into line', T26: 'What a new partner pays in', T27: 'Who owns and lets the buildings', T28: 'A plan for buildings over 20 years',
  T29: 'Who pays when something goes wrong', T30: 'Debts and claims from before', T31: 'The computer system', T32: 'Which records are shared', T33: 'How far prescribing and referrals may differ', T34: 'Who manages', T35: 'Whether contracts are to be of one kind',
  T36: 'What may be sub-contracted', T37: 'What happens when we disagree', T38: 'What those who leave may not do, and for how long', T39: 'Taking in new practices', T40: 'What no majority can take from one practice', T41: 'Start day and pace', T42: 'Who pays the advisers',
}

/** Ways to work together, in the area's plain words; where one means two practices becoming one in law, papers say so. */
export const ways: Record<WayId, string> = {
  M1: 'Goodwill and meetings, nothing signed', M2: 'A memorandum of understanding', M3: 'A company owned by the practices, limited by shares', M4: 'A company of members, limited by guarantee', M5: 'A limited liability partnership (LLP)', M6: 'A community interest company (CIC)',
  M7: 'One partnership, each practice keeping its contract', M8: 'One large practice with one contract', M9: 'A shared name and systems for a fee (franchise)', M10: 'A primary care home, with community and social care', M11: 'Two or three practices becoming one',
  M12: 'One practice leads, or takes a sub-contract', M13: 'A joint company with an NHS trust, or a trust running practices', M14: 'A contract with one lead provider, or an alliance contract', M15: 'A primary care network', M16: 'A single neighbourhood provider', M17: 'A provider for several neighbourhoods',
}

export const optionKindWords: Words<typeof optionKinds> = { option: 'Option', risk: 'Risk', hurdle: 'Hurdle' }

export const howMuchWords: Words<typeof howMuch> = { 'must-have': 'Must have', 'would-trade': 'Would trade', 'dont-mind': 'Don’t mind' }

const leverWords: Words<typeof leversToSet> = { uplift: 'Rise of what the contract pays', 'list-growth': 'Growth of the list', staffPayRise: 'Rise of staff pay', salariedPayRise: 'Rise of salaried GPs’ pay', locumRise: 'Rise of locum prices', premisesRise: 'Rise of rent, rates and loans', otherCostsRise: 'Rise of other costs', cover: 'Cover for a full-time partner', 'other-income': 'Rise of other income', fill: 'Chance to fill a vacancy' }

const asked: { [Q in Asked as Q['id']]: WordsOf<Q> } = {
  // Four numbers
  'profit-last-year': { label: 'What was the practice’s profit last year?', hint: 'For all partners together, before drawings and tax. To the nearest thousand is enough.' },
  'partners-now': { label: 'How many partners does the practice have?', hint: 'Count people, GPs and others.' },
  stopping: { label: 'When might partners stop?', hint: 'How many, not who. “Rather not say” is an answer.', row: 'row', columns: { 'within-2-years': 'Within 2 years', 'in-3-to-5-years': 'In 3 to 5 years', later: 'Later', 'not-said': 'Rather not say' }, choicesIn: {} },
  'rent-or-loan': { label: 'What do you pay a year in rent, or on a loan for the building?', hint: 'Before anything the NHS pays back. 0 if there is neither.' },

  // Partners
  'partner-list': {
    label: 'Who are the partners, and when might each stop?', hint: 'Initials or a made-up name. A year may be a range: “from 2028 to 2031”.', row: 'partner',
    columns: { who: 'Who', sessions: 'Sessions a week', born: 'Born', 'stops-from': 'Stops: from year', 'stops-to': 'to year', 'how-firm': 'How firm', share: 'Share of profit, %', 'of-building': 'Share of building, %' },
    choicesIn: { born: bornWords, 'how-firm': firmnessWords },
  },
  'partner-needs': { label: 'How much profit a year does a full-time partner need for it to be worth while?', hint: 'Before tax. If you have never agreed one, what a salaried GP costs for the same sessions.' },
  deed: { label: 'Is there a partnership deed that every partner has signed?', hint: '', choices: { 'signed-and-current': 'Yes, signed by all who are partners now', 'signed-and-old': 'Signed, but partners have changed since', unsigned: 'Written, not signed', none: 'There is none', 'one-partner': 'There is only one partner' } },
  'leaving-in-five-years': { label: 'How many partners are likely to stop within five years?', hint: '', levels: ['All, or all but one', 'More than half', 'About half', 'Fewer than half', 'None that we know of'] },
  'one-stops-tomorrow': { label: 'Could the practice run if one partner stopped tomorrow?', hint: '', levels: ['Not for more than a few days', 'For a few weeks', 'For a few months, with locums', 'Yes, with some services cut back', 'Yes, with every service kept'] },
  'gp-partners': { label: 'How many of the partners are GPs?', hint: 'A contract for general medical services needs at least one.' },
  'recruiting-partners': { label: 'What happened when you last looked for a partner?', hint: 'In the past two years. If you have not looked, choose “We don’t know”.', levels: ['We looked, and nobody applied', 'People applied, and none was right for us', 'We made an offer, and it was turned down', 'Somebody joined after more than a year', 'Somebody joined within a year'] },
  'months-to-fill': { label: 'How many months did it take to fill your last GP post?', hint: 'From the first advert to the first day at work.' },

  // Staff
  staffing: {
    label: 'Who works here, and in which posts is nobody?', hint: 'Roles, never names. People with the same role and contract can share a row; sessions and pay are then of all of them together.', row: 'role',
    columns: { role: 'Role', people: 'People', sessions: 'Sessions a week', contract: 'Contract', pay: 'Pay, £ a year', 'years-here': 'Years here', age: 'Age', 'vacant-sessions': 'Vacant sessions', 'vacant-since': 'Vacant since', 'notice-months': 'Notice, months' },
    choicesIn: { role: staffRoles, contract: staffContractWords, age: ageBandWords },
  },
  'gp-sessions-wanted': { label: 'How many GP sessions a week does the practice need?', hint: 'All you would fill if you could, partners’ sessions included.' },
  vacancies: { label: 'Which posts stand empty, and for how long?', hint: 'Choose the first that is true.', levels: ['A GP post, for more than six months', 'A GP post, for up to six months', 'Another post, for more than six months', 'Another post, for up to six months', 'No post is empty'] },
  'locum-share': { label: 'How much of the GP work is done by locums?', hint: '', levels: ['More than a third', 'A fifth to a third', 'A tenth to a fifth', 'Less than a tenth', 'None, holidays and sickness aside'] },
  'nurse-ages': { label: 'How many of the nurses could retire within five years?', hint: 'By their age, as far as you know.', levels: ['All of them', 'More than half', 'About half', 'Fewer than half', 'None of them'] },
  morale: { label: 'How do people feel about working here?', hint: '', levels: ['Several are looking for other work', 'Most are worn out, and say so', 'Some weeks go well, some do not', 'Most are content, most of the time', 'People stay, and tell friends to apply'] },
  sickness: { label: 'What happens when people are off sick?', hint: '', levels: ['Sessions are cancelled most weeks', 'Sessions are cancelled most months', 'Others cover, and fall behind', 'Others cover without falling behind', 'It seldom happens'] },
  'network-staff': { label: 'How much do staff paid by the network do for your patients?', hint: '', levels: ['None of them work here', 'Now and then, on no set days', 'On set days, less than our share', 'About our share', 'Our share, as part of our team'] },
  'training-practice': { label: 'Do you train GPs?', hint: '', choices: { yes: 'Yes', applying: 'We are applying', no: 'No', stopped: 'We did, and stopped' } },
  grievances: { label: 'How many grievances or claims by staff are open?', hint: '0 if there are none.' },
  'manager-leaving': { label: 'Is the practice manager leaving?', hint: '', choices: { no: 'No', 'has-said': 'Has said so', 'has-left': 'Has left', nobody: 'We have no manager' } },
  'long-absence': { label: 'Is a GP away for longer than three months?', hint: '', choices: { no: 'No', 'gp-over-3-months': 'Yes, a salaried GP', 'partner-over-3-months': 'Yes, a partner', 'partner-suspended': 'Yes, a partner who is suspended' } },

  // Demand
  'eight-oclock': { label: 'What is the first hour of the day like, on the phone and online?', hint: '', levels: ['Most callers cannot get through', 'Appointments are gone within the hour', 'Appointments are gone by the middle of the morning', 'Everyone is answered that morning', 'People ask at any time of day and are answered alike'] },
  'same-day-urgent': { label: 'How often is somebody with an urgent need dealt with on the same day?', hint: 'The contract asks for this from 2026/27.', levels: ['On some days we cannot say', 'On most days some wait until the next', 'On a few days a month some wait', 'Every day, by staying late', 'Every day, within the working day'] },
  'online-hours': { label: 'Can patients send requests online in all core hours?', hint: 'The contract asks for it from 8 am to 6.30 pm, Monday to Friday, since 1 October 2025.', choices: { 'all-core-hours': 'Yes, in all core hours', 'paused-some-days': 'We pause it on some days', 'part-of-each-day': 'Only in part of each day', 'not-offered': 'We do not offer it' } },
  'requests-a-day': { label: 'How many requests for help come in on a usual weekday?', hint: 'By phone, online and at the desk together. A week’s count divided by five is enough.' },
  'online-share': { label: 'How many of those requests come online?', hint: 'In percent.' },
  'did-not-attend': { label: 'How many booked appointments are missed without a word?', hint: 'In percent of all booked.' },
  continuity: { label: 'How often do patients who need it see the same GP?', hint: 'People with long illness, frail people, people at the end of life.', levels: ['By chance', 'If they wait a month or more', 'If they ask for it', 'Most of the time', 'Each has a named GP, and sees them'] },
  'home-visits-a-week': { label: 'How many home visits do you make a week?', hint: 'By anyone of the practice.' },
  'care-home-patients': { label: 'How many of your patients live in care homes?', hint: 'A number only.' },
  'hard-to-reach': { label: 'What do you do for patients who seldom or never come?', hint: '', levels: ['We do not know who they are', 'We know, and have done nothing yet', 'We write to them', 'We ring or visit some of them', 'Somebody has this as their job'] },
  'demand-steps': { label: 'What have you tried so that people get help in the right place?', hint: 'Tick all you do now.', choices: { signposting: 'Reception guides people to the right person', 'pharmacy-first': 'Sending people to Pharmacy First', 'self-referral': 'People refer themselves', 'group-appointments': 'Group appointments', 'patient-teaching': 'Teaching about self-care, in schools too', 'messages-and-social-media': 'Messages and social media', none: 'None of these' } },
  'working-day': { label: 'How long is a partner’s usual day?', hint: 'At work and at home, from first to last task.', levels: ['Thirteen hours or more', 'Twelve hours', 'Eleven hours', 'Ten hours', 'Nine hours or less'] },
  'partner-hours': { label: 'How many hours a week does a full-time partner work?', hint: 'Clinics, visits, paperwork and running the practice.' },
  'contacts-a-day': { label: 'How many contacts with patients does a GP have in a full day?', hint: 'Face to face, by phone, by message and on visits.' },
  breaks: { label: 'How often do clinicians take a break?', hint: '', levels: ['Seldom', 'On some days', 'On most days, at their desk', 'On most days, away from their desk', 'Every day, and the team meets'] },

  // Money
  accounts: { label: 'What do the accounts of the last three years say?', hint: 'One row for each line of each year. Leave out lines you do not have.', row: 'line', columns: { 'year-ends': 'Year ends', line: 'Line', pounds: '£' }, choicesIn: { line: accountLines } },
  'cash-now': { label: 'How much is in the practice’s bank accounts today?', hint: 'All of them together, less any overdraft.' },
  drawings: { label: 'How much do the partners draw a year?', hint: 'All of them together.' },
  'tax-a-year': { label: 'How much tax do partners pay a year on the practice’s profit?', hint: 'All of them together, if the practice pays it for them. 0 if each pays their own.' },
  'tax-kept-back': { label: 'How much has been put aside for tax?', hint: '' },
  'equipment-a-year': { label: 'How much do you spend a year on equipment and building work?', hint: 'Things that last. An ordinary year.' },
  'loans-owed': { label: 'How much does the practice still owe on loans?', hint: 'Leave out a loan you have listed with a building.' },
  'loans-a-year': { label: 'How much do you pay off a year on loans?', hint: 'Without interest, which stands in the accounts.' },
  'qof-achieved': { label: 'How much of QOF did you achieve last year?', hint: 'Points earned of points available, in percent.' },
  'claims-on-time': { label: 'Are claims for payment sent in time?', hint: '', levels: ['Some are missed most months', 'Some are missed most years', 'Some are late, none is missed', 'All are in time, by one person', 'All are in time, and a second person checks'] },
  'overdraft-or-deferral': { label: 'In the past year, did you use an overdraft or put off a tax bill?', hint: '', choices: { no: 'Neither', overdraft: 'An overdraft', 'tax-put-off': 'We put off a tax bill', both: 'Both' } },
  'income-trend': { label: 'How has profit for each partner changed over five years?', hint: '', levels: ['Down by more than a fifth', 'Down by up to a fifth', 'About the same', 'Up, by less than prices', 'Up, by more than prices'] },

  // Premises
  sites: {
    label: 'What buildings do you use, and how do you hold them?', hint: 'Upkeep is rates, service charge and repairs. Putting right is what the lease asks of you at its end. “Who is bound” means those who owe the rent or the loan themselves: initials are enough.', row: 'site',
    columns: { site: 'Site', held: 'Held', 'lease-ends': 'Lease ends', 'break-on': 'Break', 'rent-review-on': 'Rent review', rent: 'Rent, £ a year', 'rates-service-repairs': 'Rates and upkeep, £', repaid: 'NHS pays back, £', loan: 'Loan owed, £', worth: 'Worth, £', 'putting-right': 'Putting right, £', bound: 'Who is bound', 'break-with-contract': 'Ends with contract', 'consent-to-assign': 'Consent to pass on', 'need-in-20-years': 'Need in 20 years' },
    choicesIn: { held: holdingWords, 'break-with-contract': yesNoWords, 'consent-to-assign': yesNoWords },
  },
  'lease-plan': { label: 'For how long is the main building yours to use?', hint: 'To the end of the lease, or to a break your landlord may use.', choices: { owned: 'We own it', 'more-than-24-months': 'For more than 24 months', 'within-24-months-with-plan': 'For less than 24 months, and we have a plan', 'within-24-months-no-plan': 'For less than 24 months, with no plan', 'no-papers': 'There are no papers' } },
  building: { label: 'What does the main building need?', hint: '', levels: ['Parts of it cannot be used', 'Major work now', 'Work within a few years', 'Small repairs', 'Nothing for now'] },
  'rooms-used': { label: 'Is there a room for everybody who could work?', hint: '', levels: ['No, and sessions are lost', 'Only if somebody is away', 'All rooms are full on most days', 'A room is free on some days', 'A room is free every day'] },
  'twenty-years': { label: 'How long will the buildings do?', hint: 'Think of the next 20 years.', levels: ['They do not do now', 'For about two years', 'For about five years', 'For about ten years', 'For twenty years, or a plan is agreed'] },

  // Contracts
  contracts: {
    label: 'Which contracts does the practice hold?', hint: 'One partnership may hold several.', row: 'contract',
    columns: { contract: 'Kind', about: 'What for', 'held-by': 'Held by', ends: 'Ends', 'notice-months': 'Notice, months', worth: 'Worth, £ a year' },
    choicesIn: { contract: contractWords },
  },

  // Quality
  'cqc-rating': { label: 'What is your CQC rating?', hint: 'The overall rating on the CQC’s page.', choices: { outstanding: 'Outstanding', good: 'Good', 'requires-improvement': 'Requires improvement', inadequate: 'Inadequate', 'not-rated': 'Not rated yet' } },
  'cqc-inspected-on': { label: 'When did the CQC last inspect you?', hint: 'The day is on the first page of its report.' },
  'cqc-action': { label: 'Has the CQC asked for anything that is not done yet?', hint: 'Choose the last that is true.', choices: { none: 'No', 'asked-to-improve': 'It asked for improvements', 'warning-notice': 'It sent a warning notice', 'conditions-on-registration': 'It set conditions on our registration' } },
  'complaints-a-year': { label: 'How many written complaints came in last year?', hint: 'As in your yearly return.' },
  'complaints-handled': { label: 'What happens with a complaint?', hint: '', levels: ['Some are not answered', 'Answered, often late', 'Answered in time', 'Answered in time and talked over', 'Talked over, changed for, and told to patients'] },
  policies: { label: 'How up to date are your policies?', hint: 'The papers a CQC inspector asks for.', levels: ['We could not find them all', 'We have them, and most are old', 'About half were looked at this year', 'Most were looked at this year', 'All were looked at this year, and staff know them'] },
  safeguarding: { label: 'How is safeguarding done?', hint: '', levels: ['Nobody leads on it', 'A lead is named, and training is behind', 'Training is up to date', 'Training is up to date and cases are gone through', 'Cases are gone through with health visitors and social care'] },
  'infection-control': { label: 'How is infection prevention looked after?', hint: '', levels: ['Nobody leads on it', 'A lead is named, and there was no audit this year', 'There was an audit, and actions are open', 'There was an audit, and most actions are done', 'There was an audit, and every action is done'] },
  'learning-from-events': { label: 'What happens after something has gone wrong?', hint: '', levels: ['It is not written down', 'It is written down', 'It is talked over by doctors', 'It is talked over by the whole team', 'It is talked over, and we check that the change has held'] },
  'claims-open': { label: 'How many claims against the practice or its doctors are open?', hint: 'A number only. 0 if there are none.' },
  disputes: { label: 'With whom is there a dispute now?', hint: 'Tick all that are true.', choices: { partner: 'A partner', 'former-partner': 'A former partner', 'member-of-staff': 'A member of staff', landlord: 'The landlord', commissioner: 'The ICB or NHS England', network: 'The network', 'other-practice': 'Another practice', supplier: 'A supplier', other: 'Somebody else', none: 'Nobody' } },

  // Digital
  'digital-records': { label: 'Can records be opened wherever they are needed?', hint: 'At all your sites, and by those you share care with.', levels: ['At one site only', 'At every site, with trouble', 'At every site', 'At every site, and by the network for some work', 'At every site, and by all who share the care'] },
  'digital-phones': { label: 'What can your phones do?', hint: '', levels: ['Old lines, engaged when full', 'Old lines with a queue', 'Cloud phones', 'Cloud phones with call-back and figures', 'Cloud phones shared with others, so that calls can be answered for one another'] },
  'digital-online-requests': { label: 'What happens to a request sent online?', hint: '', levels: ['There is no way to send one', 'It waits until somebody has time', 'It is looked at on the same day', 'It is sorted with calls, in one list', 'It is sorted with calls in one list, in all core hours'] },
  'digital-away-from-desk': { label: 'Who can work away from the building?', hint: '', levels: ['Nobody', 'One or two, with borrowed kit', 'GPs', 'GPs and some staff', 'Everyone whose work allows it'] },
  'digital-joined-up': { label: 'How well do your systems talk to others?', hint: 'GP Connect, the NHS App, hospital letters and results.', levels: ['By paper and phone', 'Letters and results come in', 'Patients use the NHS App for some things', 'The NHS App and GP Connect are on', 'The NHS App and GP Connect are on and used every day'] },
  'digital-figures': { label: 'Where do you get figures about your own work?', hint: '', levels: ['We have none', 'We look things up when asked', 'We run a few searches each month', 'We have a page of figures each month', 'We look at it together and change things'] },
  'digital-documents': { label: 'How are letters and documents handled?', hint: '', levels: ['On paper', 'Scanned, and all go to GPs', 'Scanned, and staff sort some', 'Staff sort and code most, by rules', 'Rules and software sort most, and they are checked'] },
  'digital-skills': { label: 'How well do staff know the systems they use?', hint: '', levels: ['Most need help every day', 'One or two people help all others', 'Most manage what they do each day', 'Most manage, and new staff are trained', 'People teach one another, and others'] },
  'digital-support': { label: 'Who helps when computers or phones stop?', hint: '', levels: ['We do not know whom to ring', 'We ring, and wait for days', 'We ring, and it is mended within a day', 'It is mended within hours', 'Faults are seen and mended before we ring'] },
  'digital-kit': { label: 'How old are your computers?', hint: '', levels: ['Some no longer get updates', 'Most are over five years old', 'About half are over five years old', 'Most are under five years old', 'All are under five years old, and a plan replaces them'] },
  'digital-note-taking': { label: 'How do you stand with software that listens and writes notes?', hint: 'Often called AI scribes.', levels: ['Some use it, and nothing was agreed', 'Nobody may use it, and nothing is written down', 'We have written down what may be used', 'It was checked for safety and data protection first', 'It was checked first, and notes are looked through each month'] },

  // Data security
  'dspt-status': { label: 'What does the Data Security and Protection Toolkit say of the practice?', hint: 'It is due by 30 June each year, and it is published.', choices: { 'standards-exceeded': 'Standards exceeded', 'standards-met': 'Standards met', 'approaching-standards': 'Approaching standards', 'standards-not-met': 'Standards not met', 'not-sent': 'Not sent this year' } },
  'dspt-sent-on': { label: 'When was the toolkit last sent in?', hint: '' },
  'standard-confidential-data': { label: '1. All staff handle, store and send confidential data safely.', hint: 'On paper, on screen and by phone.', choices: standingWords },
  'standard-staff-responsibilities': { label: '2. All staff know what the ten standards ask of them.', hint: 'Contracts and induction say so.', choices: standingWords },
  'standard-training': { label: '3. All staff are trained each year, and pass a test.', hint: 'Earlier toolkits asked for 95 in 100.', choices: standingWords },
  'standard-access-to-data': { label: '4. Only those who need it now can reach confidential data.', hint: 'Somebody who leaves can reach nothing from that day.', choices: standingWords },
  'standard-process-reviews': { label: '5. What led to breaches or near misses is looked at each year and put right.', hint: '', choices: standingWords },
  'standard-responding-to-incidents': { label: '6. Attacks are noticed and resisted, and security advice is acted on.', hint: 'Somebody reads the alerts and does what they ask.', choices: standingWords },
  'standard-continuity-planning': { label: '7. There is a plan for carrying on without systems, and it is tried each year.', hint: '', choices: standingWords },
  'standard-unsupported-systems': { label: '8. No system, browser or program is in use that its maker no longer updates.', hint: '', choices: standingWords },
  'standard-it-protection': { label: '9. There is a plan to protect IT, by a proven scheme, looked at each year.', hint: 'Such as Cyber Essentials. Your ICB’s IT service may hold it for you.', choices: standingWords },
  'standard-accountable-suppliers': { label: '10. Contracts hold IT suppliers to account for data.', hint: '', choices: standingWords },
  'standard-owners': { label: 'Who sees to each standard, and what comes next?', hint: 'A role, such as “practice manager”.', row: 'standard', columns: { standard: 'Standard', owner: 'Who', next: 'What comes next', by: 'By' }, choicesIn: { standard: standardWords } },
  'security-roles': { label: 'Which of these does somebody hold, by name?', hint: 'Tick all that are filled. One person may hold two.', choices: { 'senior-risk-owner': 'Senior information risk owner', 'caldicott-guardian': 'Caldicott guardian', 'governance-lead': 'Information governance lead', 'data-protection-officer': 'Data protection officer', none: 'None of these' } },
  'security-steps': { label: 'Which of these are in place?', hint: 'Tick all that are true today.', choices: { 'register-of-processing': 'A list of what data you hold and why', 'lawful-bases': 'The lawful basis for each is written down', 'trained-95-percent': 'At least 95 in 100 staff trained this year', 'leavers-closed': 'Leavers’ accounts are closed on their last day', 'two-step-sign-in': 'Two steps to sign in from outside', 'backups-tried': 'Backups, and somebody has tried to restore one', 'supplier-list': 'A list of suppliers and their contracts', 'incident-plan': 'A plan for a breach or an attack', 'impact-assessments': 'Data protection assessments for new systems', 'continuity-tried': 'The plan for working without systems was tried this year', none: 'None of these' } },

  // Relations
  'with-network': { label: 'How do you get on with your network?', hint: '', levels: ['We are not on speaking terms', 'We go when we have to', 'We work together on what is paid for', 'We work together on more than that', 'We would trust it with more of our work'] },
  'with-neighbours': { label: 'How do you get on with the practices next to you?', hint: 'Think of the nearest two or three.', levels: ['There is an old quarrel', 'We hardly know them', 'We know whom to ring', 'We help one another now and then', 'We do some things together every week'] },
  'with-lmc': { label: 'How do you get on with your LMC?', hint: '', levels: ['There is an old quarrel', 'We have nothing to do with it', 'We know whom to ring', 'We have asked, and it helped', 'We work with it, and it knows us well'] },
  'with-icb': { label: 'How do you get on with your ICB?', hint: '', levels: ['We are in dispute', 'We hear from it only when something is wrong', 'We know whom to ring', 'It answers, and keeps its word', 'It asks us before it decides'] },
  'with-patients': { label: 'How do you get on with your patients?', hint: '', levels: ['There is anger most days', 'There are complaints most weeks', 'Most are patient with us', 'Most speak well of us', 'They help us, and speak up for us'] },
  'with-hospital-and-community': { label: 'How do you get on with the hospital and community services?', hint: '', levels: ['Work comes to us without a word', 'We cannot find the right person', 'We know whom to ring', 'We meet, and things change', 'We plan care together'] },
  'network-talk': { label: 'Is there talk of leaving the network?', hint: 'Choose the last that is true.', choices: { no: 'No', 'others-talk-of-leaving': 'Others talk of it', 'we-talk-of-leaving': 'We talk of it', 'somebody-gave-notice': 'Somebody has given notice', 'in-no-network': 'We are in no network' } },
  'list-state': { label: 'Is your list open to new patients?', hint: '', choices: { open: 'Open', 'held-back-at-times': 'Open, and we hold back at times', 'asked-to-close': 'We have asked to close it', closed: 'Closed, with the ICB’s agreement' } },
  'neighbour-may-stop': { label: 'Might a practice near you stop?', hint: 'Do not name it here.', choices: { no: 'Not that we know', 'we-wonder': 'We wonder about one', 'has-said-so': 'One has told us so', closing: 'One is closing' } },
  history: { label: 'What has happened between you and others that still matters?', hint: 'Things tried together, promises kept or broken.' },

  // Patients
  'patients-age': { label: 'How old are your patients, beside most practices?', hint: 'Published figures are on your practice’s page.', choices: { younger: 'Younger', 'like-most': 'Much like most', older: 'Older', 'many-young-and-many-old': 'Many young and many old' } },
  'patients-health-needs': { label: 'How much illness do you meet, beside what published figures show?', hint: '', choices: againstPublishedWords },
  'patients-hardship': { label: 'How much hardship do you meet, beside what published figures show?', hint: 'Money, housing, loneliness, work.', choices: againstPublishedWords },
  'patients-interpreter': { label: 'How many of your patients need an interpreter?', hint: 'In percent; an estimate is enough.' },
  'patient-group': { label: 'How active is your patient group?', hint: '', levels: ['There is none', 'There is one on paper', 'It meets now and then', 'It meets at set times, and we listen', 'It meets, asks other patients, and changes what we do'] },
  'patients-views': { label: 'What have patients said?', hint: 'About any plans, or about what matters to them. Counts and what was said, never who.', row: 'time you asked', columns: { on: 'Day', how: 'How', about: 'What about', asked: 'Asked', answered: 'Answered', said: 'What they said' }, choicesIn: { how: wayOfAskingWords } },

  // Management
  'manager-depth': { label: 'Who could run the practice if the manager were away for three months?', hint: '', levels: ['Nobody, or there is no manager', 'A partner, in the evenings', 'Somebody, for the daily things', 'Somebody, for most things', 'A deputy who does it now in holidays'] },
  'written-plan': { label: 'Is there a plan for the practice?', hint: '', levels: ['We have not talked about one', 'We talk, and nothing is written', 'One was written, and lies in a drawer', 'One is written and looked at each year', 'One is written, looked at, and people know their part'] },
  'use-of-figures': { label: 'How do you use figures when you decide?', hint: '', levels: ['We do not look at any', 'We look at the yearly accounts', 'We look at money each quarter', 'We look at money and work each month', 'We look each month, and set ourselves aims'] },
  'leading-change': { label: 'How did the last big change go?', hint: 'A new system, a new way of booking, a move.', levels: ['We have put off every change', 'It was begun and given up', 'It was done, and cost us people or peace', 'It was done', 'It was done, and people would do it again'] },
  'time-to-plan': { label: 'How much time is there to think and plan?', hint: '', levels: ['None', 'Evenings and weekends', 'An hour or two a month', 'Half a day a month, paid', 'Half a day a week, paid, for somebody'] },
  'core-services': { label: 'Can you keep core services going?', hint: 'Only the practice answers this, and it can change it on any day. No figure answers it.', choices: { yes: 'Yes, for the foreseeable future', 'not-sure': 'We are not sure', no: 'No' } },
  'core-services-because': { label: 'Why do you say so?', hint: 'A few words for yourselves, to look back on.' },

  // Appetite
  'how-it-feels': { label: 'How urgent does it feel to do something?', hint: 'What you feel, before you look at any figures.', levels: ['Nothing presses', 'Some day', 'Within two years', 'Within this year', 'It cannot wait'] },
  'will-to-work-with-others': { label: 'How much do you want to work with other practices?', hint: 'Wishing to stay as you are is an answer.', levels: ['We want to stay as we are', 'Only if we had to', 'On one or two small things', 'On most things, each keeping its own practice', 'As closely as it takes'] },
  'acceptable-ways': { label: 'Which ways of working together could you accept?', hint: 'Tick all you could live with.', choices: ways },
  'first-to-share': { label: 'What would you share first?', hint: 'Tick all you would be glad of.', choices: { 'cqc-papers': 'Papers for the CQC', policies: 'Policies', training: 'Training', 'manager-time': 'A manager’s time and skills', 'specialist-nurses': 'Specialist nurses', pharmacists: 'Pharmacists', 'payroll-and-staff-matters': 'Payroll and staff matters', buying: 'Buying', cleaning: 'Cleaning', 'computers-and-phones': 'Computers and phones', recruiting: 'Finding new people', 'cover-for-leave': 'Cover for leave and sickness', 'same-day-work': 'Same-day work', rooms: 'Rooms', none: 'Nothing for now' } },
  'must-not-change': { label: 'What should stay as your patients know it?', hint: 'The name on the door, the people at the desk, the usual GP, the hours.' },
  remoteness: { label: 'How far is the nearest other practice?', hint: 'By car, at an ordinary time of day.', choices: { 'neighbour-on-foot': 'On foot', 'neighbour-within-10-minutes': 'Within 10 minutes', 'neighbour-within-20-minutes': '10 to 20 minutes', farther: 'More than 20 minutes' } },
  dispensing: { label: 'Do you dispense, and would you lose much without it?', hint: '', choices: { no: 'We do not dispense', 'yes-could-do-without': 'We do, and could do without it', 'yes-depends-on-it': 'We do, and depend on it' } },
  'incomes-apart': { label: 'How far apart are partners’ incomes, here and next door?', hint: 'What the practice as a whole would say. What each partner thinks is asked of each alone.', choices: { 'much-alike': 'Much alike', 'some-way-apart': 'Some way apart', 'far-apart': 'Far apart', 'never-compared': 'We have never compared' } },
  'property-in-the-way': { label: 'Would who owns the building stand in the way of working with others?', hint: '', choices: { no: 'No', 'needs-advice': 'We would need advice', yes: 'Yes' } },
  'partners-ages': { label: 'How old are the partners, taken together?', hint: '', choices: { 'mostly-under-45': 'Mostly under 45', 'mostly-45-to-54': 'Mostly 45 to 54', 'mostly-55-and-over': 'Mostly 55 and over', 'spread-out': 'Of all ages', 'not-said': 'Rather not say' } },
  'taking-chances': { label: 'When something new comes along, when do you join?', hint: '', choices: { 'wait-for-proof': 'When it is proved', 'after-a-few-others': 'After a few others', 'among-the-first': 'Among the first', 'we-differ': 'We differ about that' } },

  // A group they are in
  'group-name': { label: 'Which group are you thinking of?', hint: 'If you are in several, choose one.' },
  'group-purpose': { label: 'Does everybody know what the group is for?', hint: '', levels: ['Nobody could say', 'Those who run it could say', 'We were told, and it keeps changing', 'We could say it', 'We could say it, and it helps us choose what to do'] },
  'group-knows-us': { label: 'How well does the group know your practice?', hint: '', levels: ['It could not say who works here', 'It knows our manager’s name', 'Somebody rings when they need something', 'Somebody comes now and then', 'Somebody comes often and knows what we need'] },
  'group-near': { label: 'How near are its decisions to the work in practices?', hint: '', levels: ['They make our work harder', 'They have little to do with our work', 'Some fit, some do not', 'Most fit our work', 'They begin from what practices ask for'] },
  'group-say': { label: 'What say do you have in what it decides?', hint: '', levels: ['We hear of it afterwards', 'We are told before', 'We are asked', 'We vote on large things', 'We vote on large things, and have changed some'] },
  'group-meets': { label: 'What are its meetings like?', hint: '', levels: ['There are none, or we are not asked', 'We stopped going', 'We go, and little comes of it', 'We go, and know what was decided', 'We go, decide, and it is done by the next'] },
  'group-money-in': { label: 'Do you know what you put in, in money and hours?', hint: '', levels: ['We do not', 'We see a bill', 'We see a bill, and what it is for', 'We see it in money and hours, once a year', 'We know it before we say yes'] },
  'group-money-back': { label: 'Do you know what you get back?', hint: 'Money, sessions, cover, training.', levels: ['Nothing that we can see', 'Less than we put in', 'We cannot tell', 'About what we put in', 'More than we put in, and we can show it'] },
  'group-does': { label: 'Does it do what it says it will?', hint: '', levels: ['Seldom', 'Late, and after we ask', 'About half of it', 'Most of it', 'Nearly all, and it says so when it cannot'] },
  'group-speaks': { label: 'Does it speak for you where plans for the area are made?', hint: 'With the ICB, the hospital, the council.', levels: ['It is not there', 'It is there, and we do not know what it says', 'It tells us what it said', 'It asks us first', 'It asks us first, and plans have changed for it'] },
  'group-lasts': { label: 'Would it carry on if its grant or its leader went?', hint: '', levels: ['No', 'For a few months', 'For a year', 'Yes, doing less', 'Yes, as now'] },

  // Options
  options: { label: 'What are the options, risks and hurdles?', hint: 'One row for each, by what it is about.', row: 'row', columns: { term: 'About', kind: 'Kind', words: 'In your words', 'how-much': 'How much it matters', reason: 'Why' }, choicesIn: { term: terms, kind: optionKindWords, 'how-much': howMuchWords } },

  // What is assumed
  'assumed-otherwise': { label: 'What do you know better?', hint: 'A low, a middle and a high for as many as you like. Percent a year; for cover, pounds a year; for filling a vacancy, percent in a year.', row: 'assumption', columns: { lever: 'What', low: 'Low', middle: 'Middle', high: 'High' }, choicesIn: { lever: leverWords } },
}

/** The words of every question by its id. */
export const questionWords: Readonly<Record<string, QuestionWords>> = asked
