import type { AccountLine } from './questions/money.ts'
import { costLines, incomeLines } from './questions/money.ts'

/**
 * Which line of a practice's accounts an accountant's words mean. A table of patterns, most particular first, that an accountant can read down and correct.
 * Words are compared plain (see `plainWords`): small letters, no signs, "and" for "&". What stands in no pattern is not guessed: it is asked of whoever brought it.
 */

export type Side = 'income' | 'cost'

/** Which side of the account a line stands on. */
export const sideOf = (line: AccountLine): Side => ((incomeLines as readonly string[]).includes(line) ? 'income' : 'cost')

/** '2. Employer’s N.I. (note 4)' as 'employers ni': small letters, no signs, no number or note of the line, no "less" or "add" before it. */
export function plainWords(words: string): string {
  const plain = words.toLowerCase().replace(/\bn\.\s?i\./g, 'ni').replace(/['’‘`]/g, '').replace(/&/g, ' and ').replace(/[^a-z0-9%]+/g, ' ').trim()
  return plain.replace(/ ?\bnotes? \d+[a-z]?\b/g, ' ').replace(/^(\d{1,2}[a-z]?|[a-z]|[ivx]+) (?=[a-z])/, '').replace(/^(less|add|plus) (?=.)/, '').replace(/ \d{1,2}$/, '').replace(/\s+/g, ' ').trim()
}

type Pattern = readonly [AccountLine, RegExp]

/** Incomes. "Rent", "rates" and "drugs" mean what is repaid where they stand among incomes. */
const incomePatterns: readonly Pattern[] = [
  ['other-income', /\bprofit (on|from) (sale|disposal)\b|\b(rent(al)?|room)s? (income|received|receivable|hire|rental)\b|\brooms? (hire|let)\b|\brental income\b/],
  ['other-income', /\bseniority\b|\bretainer\b|\b(locum|sickness|maternity|parental|staff|cqc|indemnity|computer|it)\b.*\b(reimburse\w*|refunds?|recover\w*|claims?)\b|\breimburse\w* (of|for) (locum|sickness|maternity|parental|staff|cqc|indemnity|computer|it)\b/],
  ['network', /\bpcn\b|\bprimary care network\b|\barrs\b|\badditional roles\b|\bnetwork (des|income|payments?|participation|funding|engagement|support)\b|\bclinical director\b|\bcapacity and access\b|\bcaip\b|\biif\b|\bimpact and investment\b|\b(enhanced|extended|improved) access\b/],
  ['qof', /\bqof\b|\bquality and outcomes?\b|\baspiration\b|\bachievement payments?\b/],
  ['enhanced', /\bprescribing incentive\b|\bmedicines? (management|optimisation)\b/],
  ['global-sum', /\bglobal sum\b|\bcontract (sum|baseline|price|value)\b|\bcore (contract|funding|services?)\b|\b(gms|pms|apms)\b.*\b(contract|baseline|income|payments?|funding|fees)\b|\bbaseline (funding|payments?|contract)\b|\bmpig\b|\bcorrection factor\b|\bminimum practice income\b/],
  ['dispensing', /\bdispens\w+|\bpersonally administered\b|\bprescri(bing|ptions?)\b|\bpa (drugs|items|fees)\b|\bdrugs?\b|\bappliances\b|\bpharmacy\b/],
  ['private', /\btravel (clinic|vaccin\w*|fees)\b|\bprivate\b|\bnon nhs\b|\b(insurance|medical|solicitors?) (reports?|examinations?|certificates?)\b|\breports?\b|\bmedicals\b|\bcremation\b|\bcertificates?\b|\bdwp\b|\bbenefits agency\b/],
  ['enhanced', /\b(enhanced|additional) services?\b|\b(des|les|nes|lcs|lis)\b|\blocal(ly)? (commissioned|incentive|enhanced|improvement)\b|\b(childhood )?immunisations?\b|\bvaccin\w+|\b(flu|influenza)\b|\bminor surgery\b|\bpublic health\b|\bhealth checks?\b|\bcontracepti\w+|\blarc\b|\bsmoking cessation\b|\bextended hours\b|\blearning disabilit\w+|\bweight management\b|\bcare homes?\b|\bcovid\b|\bdementia\b|\bitems? of service\b/],
  ['training', /\btrain(ing|ers?)\b|\bregistrars?\b|\bgp ?st\b|\bfoundation (year|doctors?)\b|\bfy2\b|\b(medical )?students?\b|\bteaching\b|\bundergraduate\b|\bdeanery\b|\bhealth education\b|\beducation\b|\bapprentice\w*/],
  ['premises-repaid', /\bnotional rent\b|\bcost rent\b|\brents?\b|\brates\b|\bpremises\b|\bclinical waste\b|\bwater\b/],
  ['other-income', /\binterest\b|\b(other|sundry|miscellaneous)( nhs)? (income|receipts?|fees)\b|\bsundry\b|\bresearch\b|\bgrants?\b|\bdividends?\b|\bfederation\b|\bresilience\b|\bdonations?\b|\bcar park\w*|\b(outside|hospital) (appointments?|sessions?|work)\b|\bappointments\b/],
]

/** Costs. What is paid to staff comes before what kind of staff; a partner's own pension and pay are no cost of the practice and stand in no pattern. */
const costPatterns: readonly Pattern[] = [
  ['insurance', /\blocum insurance\b/],
  ['employer-ni', /^(employers? )?(ni|nic|nics|erni|national insurance)\b/],
  ['shared-services', /\b(pcn|federation|network|shared|collaborative|hub)\b.*\b(charges?|recharges?|contributions?|services?|costs?|fees?)\b|\bback office\b|\bmanagement charges?\b/],
  ['salaried-gps', /\bsalaried\b|\b(assistant|associate|employed|retained) (gps?|doctors?)\b|\b(doctors?|gps?|medical) salar(y|ies)\b/],
  ['locums', /\blocums?\b|\bdeputising\b|\b(agency|sessional|relief) (gps?|doctors?)\b|\bout of hours\b/],
  ['fees', /\bpayroll (bureau|services?|fees?|processing|charges?)\b/],
  ['other-cost', /\bstaff (welfare|training|uniforms?|entertain\w*|refreshments|gifts|travel|expenses|recruitment)\b|\btraining\b|\bcourses?\b|\bconferences?\b|\brecruitment\b/],
  ['staff', /\b(wages|salar(y|ies)|staff)\b.*\b(ni|nic|national insurance|superannuation|pensions?)\b.*\band\b|\b(wages|salar(y|ies)|staff( costs?)?)\b (and|including|inc|incl|plus) /],
  ['pensions', /^(?!.*\b(partners?|principals?)\b).*\b(superannuation|pensions?|nest)\b/],
  ['employer-ni', /\b(ni|nic|nics|erni|national insurance)\b/],
  ['staff', /^(?!.*\b(partners?|principals?)\b).*(\bstaff\b|\bwages\b|\bsalar(y|ies)\b|\bpayroll\b|\breception(ists?)?\b|\bnurs(es?|ing) (staff|team|pay)\b|\bpractice nurses?\b|\bpractice manager\b|\bhealth ?care assistants?\b|\bhcas?\b|\bpharmacists?\b|\bparamedics?\b|\bredundancy\b)/],
  ['cqc', /\bcqc\b|\bcare quality commission\b/],
  ['insurance', /\binsurances?\b|\bindemnity\b|\bmedical (defence|protection)\b|\bdefence (union|subscriptions?|fees|bodies)\b|\b(mdu|mps|mddus)\b/],
  ['interest', /\binterest\b|\bfinance (charges?|costs?)\b|\boverdraft\b|\bloan charges?\b|\bhire purchase\b/],
  ['depreciation', /\bdepreciation\b|\bamorti[sz]ation\b|\bloss on (sale|disposal)\b/],
  ['drugs', /^(drugs?|vaccines?)\b/],
  ['consumables', /\b(medical|surgical|clinical|nursing)\b.*\b(supplies|consumables|sundries|requisites|instruments|gas(es)?|materials|equipment)\b|\bconsumables\b|\bdressings\b|\binstruments\b|\bdisposables\b|\bppe\b|\boxygen\b/],
  ['drugs', /\bdrugs?\b|\bdispens\w+|\bvaccines?\b|\bmedicines\b|\bappliances\b|\bpharmacy\b|\bpharmaceuticals?\b/],
  ['it-phones', /\btelephones?\b|\bphones?\b|\bmobiles?\b|\btelecom\w*|\bcomput(er|ers|ing)\b|\bit\b|\bict\b|\bsoftware\b|\bhardware\b|\bwebsite\b|\binternet\b|\bbroadband\b|\btext messag\w+|\bsms\b/],
  ['fees', /\baccountan(cy|ts?)\b|\baudit\b|\bbook ?keeping\b|\blegal\b|\bsolicitors?\b|\bprofessional\b|\bconsultan(cy|ts?)\b|\bbank charges\b|\blmc\b|\blevy\b|\blevies\b|\bsubscriptions?\b|\bstocktak\w+/],
  ['other-cost', /\bmotor\b|\btravel\w*|\bmileage\b|\b(equipment|photocopier|copier|furniture)\b/],
  ['premises', /\brents?\b|\brates\b|\bpremises\b|\bservice charges?\b/],
  ['energy', /\blight(ing)?\b|\bheat(ing)?\b|\bgas\b|\belectric(ity)?\b|\benergy\b|\butilities\b|\bpower\b/],
  ['premises', /\bwater\b|\bcleaning\b|\blaundry\b|\brepairs?\b|\bmaintenance\b|\brenewals\b|\brefuse\b|\bwaste\b|\bgarden\w*|\bsecurity\b|\bbuildings?\b|\bproperty\b|\bcaretaker\b/],
  ['other-cost', /\bsundr(y|ies)\b|\bgeneral (expenses|costs|office)\b|\bmiscellaneous\b|\bother (expenses|costs|expenditure|overheads)\b|\boffice (expenses|costs|supplies|sundries)\b|\bprinting\b|\bpostage\b|\bstationery\b|\badvertising\b|\bmarketing\b|\bdonations?\b|\bentertain\w+|\brefreshments\b|\bcatering\b|\bbooks\b|\bjournals\b|\bbad debts?\b|\bwelfare\b|\buniforms?\b|\bhire\b|\bleasing\b|\binterpret(er|ers|ing)\b|\btranslation\b|\bstorage\b|\bshredding\b|\bcouriers?\b|\bhospitality\b/],
]

/** Words that say by themselves on which side they stand. */
const saysIncome = /\b(income|received|receivable|receipts?|reimburse\w*|refunds?|grants?|repaid)\b/
const saysCost = /\b(costs?|expenses|expenditure|paid|payable|purchases?|purchased|charges?)\b/

const firstOf = (patterns: readonly Pattern[], plain: string): AccountLine | null => patterns.find(([, pattern]) => pattern.test(plain))?.[0] ?? null

/**
 * The line that plain words mean, or null: asked of whoever brought it. Under a heading only that side's lines are looked at; without one, words that mean a line on
 * both sides go by what they say themselves ("reimbursed", "paid"), then by `leaning`, and are otherwise left open.
 */
export function lineOf(plain: string, side: Side | null, leaning: Side | null = null): AccountLine | null {
  if (plain === '') return null
  const income = firstOf(incomePatterns, plain), cost = firstOf(costPatterns, plain)
  // Under the other side's heading, what says that it was received or paid is a set-off: somebody has to say which line it sets off.
  if (side === 'income') return /\b(paid|payable|purchases?|purchased|cost of)\b/.test(plain) && !saysIncome.test(plain) ? null : income
  if (side === 'cost') return /\b(received|receivable|reimburse\w*|refunds?|recover\w*)\b/.test(plain) ? null : cost
  if (income === null || cost === null) return income ?? cost
  const isIncome = saysIncome.test(plain), isCost = saysCost.test(plain), lean = isIncome !== isCost ? (isIncome ? 'income' : 'cost') : onlyOneSide(plain) ?? leaning
  return lean === 'income' ? income : lean === 'cost' ? cost : null
}

/** Words that one side alone uses, though a single word of them stands on both. */
function onlyOneSide(plain: string): Side | null {
  if (/\b(global sum|qof|enhanced services?|pcn|arrs|notional rent|seniority|profit on|private|non nhs|immunisations?|registrars?|trainers?|personally administered)\b/.test(plain)) return 'income'
  return /\b(locums?|salaried|staff|wages|salar(y|ies)|superannuation|pensions?|insurances?|indemnity|depreciation|cqc|telephones?|computers?|cleaning|repairs?|stationery|vaccines?)\b|\brates and water\b|\bloan interest\b|\boverdraft\b/.test(plain) ? 'cost' : null
}

/** The side a heading without figures opens; null where it opens neither ("Income and expenditure account"). */
export function sideOfHeading(plain: string): Side | null {
  if (/\b(statement|accounts?|profit and loss|summary)\b/.test(plain)) return null
  const isIncome = /\b(income|receipts?|turnover|reimbursements?|fees (earned|receivable))\b/.test(plain), isCost = /\b(expenditure|expenses|expense|costs?|outgoings|overheads|payments|less)\b/.test(plain)
  return isIncome === isCost ? null : isIncome ? 'income' : 'cost'
}

/** Every line to choose from, those of a side first. */
export const linesFrom = (side: Side | null): readonly AccountLine[] => (side === 'cost' ? [...costLines, ...incomeLines] : [...incomeLines, ...costLines])
