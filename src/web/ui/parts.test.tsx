import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { Checkboxes, ErrorMessage, ErrorSummary, FileUpload, Hint, Input, Label, Radios, Select } from './form.tsx'
import { BackLink, Breadcrumbs, Button, ButtonLink, Card, Details, InsetText, NotificationBanner, Pagination, SkipLink, SummaryList, Tag, WarningText } from './parts.tsx'
import { Table } from './table.tsx'

// The design system ships what each of its components must render. Attributes may stand in any order and white space may differ.
const load = createRequire(import.meta.url)
interface Fixture { name: string; html: string }
const fixture = (component: string, name: string): string =>
  (load(`nhsuk-frontend/dist/nhsuk/components/${component}/fixtures.json`) as { fixtures: Fixture[] }).fixtures.find(one => one.name === name)!.html
const tidy = (html: string): string => html.replaceAll('&#39;', '\'').replace(/\s+/g, ' ').replaceAll('></path>', '>').replace(/ ?\/?>/g, '>').replace(/> /g, '>').replace(/ </g, '<').trim()
const inOrder = (html: string): string =>
  tidy(html).replace(/<(\w+) ([^>]*)>/g, (_, tag: string, attributes: string) => `<${tag} ${attributes.match(/[\w-]+(="[^"]*")?/g)!.map(one => one.replace(/=""$/, '')).sort().join(' ')}>`)

const same: [component: string, name: string, ours: unknown][] = [
  ['button', 'default', <Button>Save and continue</Button>],
  ['button', 'default, small', <Button small>Save and continue</Button>],
  ['button', 'secondary', <Button kind="secondary">Find my location</Button>],
  ['button', 'as a link', <ButtonLink href="#">Link button</ButtonLink>],
  ['back-link', 'default', <BackLink href="#" />],
  ['breadcrumb', 'default', <Breadcrumbs trail={['Home', 'NHS services', 'Hospitals'].map(text => ({ text, href: '#' }))} />],
  ['skip-link', 'default', <SkipLink />],
  ['inset-text', 'default', <InsetText><p>You can report any suspected side effect using the Yellow Card safety scheme</p></InsetText>],
  ['warning-callout', 'default', <WarningText heading="Important"><p class="nhsuk-card__description">For safety, tell your doctor or pharmacist if you're taking any other medicines, including herbal medicines, vitamins or supplements.</p></WarningText>],
  ['tag', 'default', <Tag>Active</Tag>],
  ['details', 'default', <Details summary="How to find your NHS number">You can find your NHS number by logging in to the NHS App or on any document the NHS has sent you.</Details>],
  ['details', 'open', <Details open summary="How to find your NHS number">You can find your NHS number by logging in to the NHS App or on any document the NHS has sent you.</Details>],
  ['card', 'clickable', <Card heading="Introduction to care and support" size="m" href="#"><p class="nhsuk-card__description">A quick guide for people who have care and support needs and their carers</p></Card>],
  ['card', 'feature', <Card feature heading="Feature card heading"><p class="nhsuk-card__description">Feature card description.</p></Card>],
  ['notification-banner', 'default', <NotificationBanner heading="The patient record was updated." />],
  ['notification-banner', 'with success variant', <NotificationBanner isDone title="Success" heading="Email sent to example@email.com" />],
  ['pagination', 'numbered', <Pagination page={2} pages={3} href={page => `#/section/${page}`} />],
  ['hint', 'default', <Hint>Do not include personal information like your name, date of birth or NHS number</Hint>],
  ['error-message', 'default', <ErrorMessage>Enter your full name</ErrorMessage>],
  ['label', 'default', <Label text="What is your full name?" size="l" isPageHeading />],
  ['input', 'default', <Input name="example" label={{ text: 'What is your full name?', size: 'l', isPageHeading: true }} />],
  ['input', 'width class', <Input name="example" id="input-width" width={10} label={{ text: 'What is your NHS number?', size: 'l', isPageHeading: true }} />],
  ['select', 'with selected value', <Select name="example" id="with-value" value="updated" label={{ text: 'Sort by', size: 'l', isPageHeading: true }} choices={[
    { value: 'published', text: 'Recently published' }, { value: 'updated', text: 'Recently updated' }, { value: 'views', text: 'Most views' }, { value: 'comments', text: 'Most comments' }]} />],
  ['radios', 'with error message', <Radios name="example" id="with-error-message" error="Select how you want to be contacted" label={{ text: 'How do you want to be contacted about this?', size: 'l', isPageHeading: true }}
    choices={[{ value: 'email', text: 'Email' }, { value: 'phone', text: 'Phone' }, { value: 'text', text: 'Text message' }]} />],
  ['radios', 'with hints on items', <Radios name="example" id="with-hint-item" label={{ text: 'Do you have a mobile phone with signal?', size: 'l', isPageHeading: true }} choices={[
    { value: 'mobile', text: 'Yes, I have a mobile phone with signal', hint: 'We will text you a 6 digit security code' },
    { value: 'landline', text: 'No, I want to use my landline', hint: 'We will call you to give you a 6 digit security code' }]} />],
  ['checkboxes', 'with hints on items', <Checkboxes name="example" id="with-hint-item" hint="Select 1 or more" label={{ text: 'What medical conditions do you have?', size: 'l', isPageHeading: true }} choices={[
    { value: 'alzheimers', text: 'Alzheimer\'s disease or dementia' }, { value: 'asthma', text: 'Asthma' }, { value: 'cancer', text: 'Cancer' }, { value: 'diabetes', text: 'Diabetes', hint: 'including type 1, type 2, and gestational diabetes' }]} />],
  ['checkboxes', 'with error message', <Checkboxes name="example" id="with-error-message" error="Select how you want to be contacted" label={{ text: 'How do you want to be contacted about this?', size: 'l', isPageHeading: true }}
    choices={[{ value: 'email', text: 'Email' }, { value: 'phone', text: 'Phone' }, { value: 'text message', text: 'Text message' }]} />],
  ['error-summary', 'default', <ErrorSummary problems={[{ text: 'Date of birth must be in the past', href: '#example-day' }]} />],
  ['error-summary', 'with description', <ErrorSummary description="Describe the errors and how to correct them" problems={[{ text: 'Date of birth must be in the past', href: '#example-day' }]} />],
  ['tables', 'default', <Table caption="Impetigo can look similar to other skin conditions" columns={[{ head: 'Skin symptoms', cell: r => r[0] }, { head: 'Possible cause', cell: r => r[1] }]}
    rows={[['Blisters on lips or around the mouth', 'Cold sores'], ['Itchy, dry, cracked, sore', 'Eczema'], ['Itchy blisters', 'Shingles, chickenpox']]} />],
  ['summary-list', 'with actions', <SummaryList rows={[
    { key: 'Name', value: 'Karen Francis', action: { text: 'Change', hidden: 'name', href: '#/change' } },
    { key: 'Date of birth', value: '15 March 1984', action: { text: 'Change', hidden: 'date of birth', href: '#/change' } },
    { key: 'Contact information', value: <>73 Roman Rd<br />Leeds<br />LS2 5ZN</>, action: { text: 'Change', hidden: 'contact information', href: '#/change' } },
    { key: 'Contact details', value: <><p>07700 900362</p><p>karen.francis@example.com</p></>, action: { text: 'Change', hidden: 'contact details', href: '#/change' } }]} />],
]

test.each(same)('%s (%s) is the design system’s', (component, name, ours) => {
  expect(inOrder(String(ours))).toBe(inOrder(fixture(component, name)))
})

test('numbers align right, heading and figure alike', () => {
  const ours = String(<Table columns={[{ head: 'Item', cell: (r: [string, string]) => r[0] }, { head: 'Charge', numeric: true, cell: r => r[1] }]} rows={[['HRT', '£19.30']]} />)
  for (const name of ['nhsuk-table__header--numeric', 'nhsuk-table__cell--numeric']) {
    expect(ours).toContain(name)
    expect(fixture('tables', 'with numeric format')).toContain(name)
  }
})

test('a file box ties its hint and error to itself, as the design system does', () => {
  const ours = inOrder(String(<FileUpload name="file-upload" hint="Hint" error="The selected file must be a JPG, BMP or TIF" label="Upload a file" />))
  expect(ours).toContain('aria-describedby="file-upload-hint file-upload-error"')
  expect(ours).toContain('<span class="nhsuk-error-message" id="file-upload-error">')
})

test('a hostile label is escaped', () => {
  const ours = String(<Input name="x" label="<script>" value={'"><script>'} />)
  expect(ours).not.toContain('<script>')
})
