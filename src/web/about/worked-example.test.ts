import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { workedExample } from '#content/worked-example.ts'
import { readProjection } from '#domain/position/projection.ts'
import { townDesk } from '../../../test/town/desk.ts'
import { createApp } from '../app.tsx'

test('the example on the page is that of the file, and comes out to the pound', async () => {
  expect(readProjection(JSON.parse(readFileSync(new URL('../../../test/fixtures/projection.json', import.meta.url), 'utf8')))).toEqual(workedExample)
  const answer = await createApp(townDesk()).request('/about/five-years-example'), text = (await answer.text()).replace(/<[^>]+>/g, ' ')
  expect(answer.status).toBe(200)
  for (const figure of ['£1,127,293', '£870,000', '£257,293', '£93,561', '£89,381', '£48,929', '−£47,532', '£101,296', '£808,765', '£73,529', '£190,923', '£69,426']) expect(text).toContain(figure)
  expect(text).toContain('Year 2: Profit for each full-time partner is below what they need two years running')
})
