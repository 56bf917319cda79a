import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Size } from './parts.tsx'

/** Form parts of the design system. A field's id is its name; hint and error are tied to it, so that a screen reader says them. */

const classes = (...names: (string | false | null | undefined)[]): string => names.filter(Boolean).join(' ')

export function Hint({ id, children }: PropsWithChildren<{ id?: string }>) {
  return <div class="nhsuk-hint" id={id}>{children}</div>
}

export function ErrorMessage({ id, children }: PropsWithChildren<{ id?: string }>) {
  return <span class="nhsuk-error-message" id={id}><span class="nhsuk-u-visually-hidden">Error: </span>{children}</span>
}

export interface LabelProps { text: Child; size?: Size; isPageHeading?: boolean }

export function Label({ for: id, text, size, isPageHeading }: LabelProps & { for?: string }) {
  const label = <label class={classes('nhsuk-label', size && `nhsuk-label--${size}`)} for={id}>{text}</label>
  return isPageHeading ? <h1 class="nhsuk-label-wrapper">{label}</h1> : label
}

interface Field { name: string; id?: string; label: LabelProps | string; hint?: Child; error?: string }

const describedBy = (id: string, { hint, error }: Pick<Field, 'hint' | 'error'>) => classes(hint ? `${id}-hint` : false, error && `${id}-error`) || undefined
const labelOf = (label: LabelProps | string): LabelProps => (typeof label === 'string' ? { text: label } : label)

function Group({ id, label, hint, error, extra, module, children }: PropsWithChildren<Omit<Field, 'name'> & { id: string; extra?: string; module?: string }>) {
  return <div class={classes('nhsuk-form-group', error && 'nhsuk-form-group--error', extra)} data-module={module}>
    <Label for={id} {...labelOf(label)} />
    {hint && <Hint id={`${id}-hint`}>{hint}</Hint>}
    {error && <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage>}
    {children}
  </div>
}

/** A question over several boxes: its words are the legend, its hint and error read out with it. */
function Question({ id, label, hint, error, children }: PropsWithChildren<Omit<Field, 'name'> & { id: string }>) {
  const { text, size, isPageHeading } = labelOf(label)
  return <div class={classes('nhsuk-form-group', error && 'nhsuk-form-group--error')}>
    <fieldset class="nhsuk-fieldset" aria-describedby={describedBy(id, { hint, error })}>
      <legend class={classes('nhsuk-fieldset__legend', size && `nhsuk-fieldset__legend--${size}`)}>{isPageHeading ? <h1 class="nhsuk-fieldset__heading">{text}</h1> : text}</legend>
      {hint && <Hint id={`${id}-hint`}>{hint}</Hint>}
      {error && <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage>}
      {children}
    </fieldset>
  </div>
}

export interface InputProps extends Field {
  value?: string
  type?: 'text' | 'search' | 'date' | 'email' | 'password'
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30
  inputMode?: 'numeric'
  autocomplete?: 'off' | 'email' | 'name' | 'username' | 'current-password' | 'new-password' | 'one-time-code'
  /** Id of a list of words to choose from while typing. */
  list?: string
  /** A button that stands beside the box. */
  button?: Child
  /** A unit that stands before or after the box: '£', '%'. */
  prefix?: string
  suffix?: string
}

export function Input({ name, id = name, value, type = 'text', width, inputMode, autocomplete, list, button, prefix, suffix, ...field }: InputProps) {
  const box = <input class={classes('nhsuk-input', field.error && 'nhsuk-input--error', width && `nhsuk-input--width-${width}`)} id={id} name={name} type={type}
    value={value || undefined} autocomplete={autocomplete} aria-describedby={describedBy(id, field)} inputmode={inputMode} list={list} />
  return <Group id={id} {...field}>{button || prefix || suffix ? <div class="nhsuk-input-wrapper">{prefix && <div class="nhsuk-input__prefix" aria-hidden="true">{prefix}</div>}{box}{suffix && <div class="nhsuk-input__suffix" aria-hidden="true">{suffix}</div>}{button}</div> : box}</Group>
}

export function Textarea({ name, id = name, value, rows = 5, ...field }: Field & { value?: string; rows?: number }) {
  return <Group id={id} {...field}>
    <textarea class={classes('nhsuk-textarea', field.error && 'nhsuk-textarea--error')} id={id} name={name} rows={rows} aria-describedby={describedBy(id, field)}>{value}</textarea>
  </Group>
}

export interface Choice { value: string; text: Child; hint?: Child }

export function Select({ name, id = name, choices, value, ...field }: Field & { choices: readonly Choice[]; value?: string }) {
  return <Group id={id} {...field}>
    <select class={classes('nhsuk-select', field.error && 'nhsuk-select--error')} id={id} name={name} aria-describedby={describedBy(id, field)}>
      {choices.map(choice => <option value={choice.value} selected={choice.value === value}>{choice.text}</option>)}
    </select>
  </Group>
}

/** One question, one answer. The first radio carries the field's id, so that the error summary leads to it. `more` stands folded below, answers to the same question. */
export function Radios({ name, id = name, choices, value, more, ...question }: Field & { choices: readonly (Choice | 'or')[]; value?: string; more?: { summary: string; choices: readonly Choice[] } }) {
  return <Question id={id} {...question}>
    <div class="nhsuk-radios" data-module="nhsuk-radios">
      {choices.map((choice, i) => (choice === 'or' ? <div class="nhsuk-radios__divider">or</div> : <Radio name={name} id={i === 0 ? id : `${id}-${i + 1}`} choice={choice} value={value} />))}
      {more && <details class="nhsuk-details" open={more.choices.some(choice => choice.value === value)}>
        <summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">{more.summary}</span></summary>
        <div class="nhsuk-details__text">{more.choices.map((choice, i) => <Radio name={name} id={`${id}-${choices.length + i + 1}`} choice={choice} value={value} />)}</div>
      </details>}
    </div>
  </Question>
}

function Radio({ name, id, choice, value }: { name: string; id: string; choice: Choice; value?: string }) {
  return <div class="nhsuk-radios__item">
    <input class="nhsuk-radios__input" id={id} name={name} type="radio" value={choice.value} checked={choice.value === value} aria-describedby={choice.hint ? `${id}-item-hint` : undefined} />
    <label class="nhsuk-label nhsuk-radios__label" for={id}>{choice.text}</label>
    {choice.hint && <div class="nhsuk-hint nhsuk-radios__hint" id={`${id}-item-hint`}>{choice.hint}</div>}
  </div>
}

/** One question, any number of answers, sent as so many values of one name. The first box carries the field's id, so that the error summary leads to it. */
export function Checkboxes({ name, id = name, choices, values = [], ...question }: Field & { choices: readonly Choice[]; values?: readonly string[] }) {
  return <Question id={id} {...question}>
    <div class="nhsuk-checkboxes" data-module="nhsuk-checkboxes">
      {choices.map((choice, i) => {
        const own = i === 0 ? id : `${id}-${i + 1}`
        return <div class="nhsuk-checkboxes__item">
          <input class="nhsuk-checkboxes__input" id={own} name={name} type="checkbox" value={choice.value} checked={values.includes(choice.value)} aria-describedby={choice.hint ? `${own}-item-hint` : undefined} />
          <label class="nhsuk-label nhsuk-checkboxes__label" for={own}>{choice.text}</label>
          {choice.hint && <div class="nhsuk-hint nhsuk-checkboxes__hint" id={`${own}-item-hint`}>{choice.hint}</div>}
        </div>
      })}
    </div>
  </Question>
}

export function FileUpload({ name, id = name, multiple, ...field }: Field & { multiple?: boolean }) {
  return <Group id={id} extra="nhsuk-file-upload" {...field}>
    <input class={classes('nhsuk-file-upload__input', field.error && 'nhsuk-file-upload__input--error')} id={id} name={name} type="file" multiple={multiple} aria-describedby={describedBy(id, field)} />
  </Group>
}

/** Why a form could not be taken; `href` leads to the box it is about, where there is one. */
export interface Problem { text: string; href?: string }

/** What is wrong with one box, by its name, among the problems of a page. */
export const errorAt = (problems: readonly Problem[], name: string): string | undefined => problems.find(each => each.href === `#${name}`)?.text

/** Stands at the top of a page whose form could not be taken; what was typed is kept below. */
export function ErrorSummary({ problems, description }: { problems: readonly Problem[]; description?: string }) {
  return <div class="nhsuk-error-summary" data-module="nhsuk-error-summary"><div role="alert">
    <h2 class="nhsuk-error-summary__heading">There is a problem</h2>
    <div class="nhsuk-error-summary__body">
      {description && <p>{description}</p>}
      <ul class="nhsuk-list nhsuk-error-summary__list">{problems.map(problem => <li>{problem.href ? <a href={problem.href}>{problem.text}</a> : problem.text}</li>)}</ul>
    </div>
  </div></div>
}
