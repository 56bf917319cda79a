import type { Plan } from '#domain/partners/plan.ts'

const whole = (figure: number) => Math.round(figure).toString().replace(/\B(?=(\d{3})+$)/g, ',')

/** One line for a person at a terminal. */
export function planInALine(plan: Plan): string {
  const left = plan.uncovered.length === 0 ? 'nobody left out' : `${plan.uncovered.length} in no group`
  const near = plan.status === 'proved' ? `proved: no other grouping of these practices${plan.kept || plan.hospitals ? ' that keeps what was asked' : ''} is lower on this measure`
    : plan.status === 'score' ? 'as given' : `${plan.status === 'stopped' ? 'stopped early; ' : ''}could be at most ${((plan.gap ?? 0) * 100).toFixed(2)} % better`
  return `${plan.area} ${plan.release} ${plan.kind} ${plan.size.min}-${plan.size.max}: ${plan.groups.length} groups, ${left}, ${whole(plan.objective)} patient-km with prices; ${near}${plan.seconds === undefined ? '' : `; ${plan.seconds.toFixed(1)} s`}`
}
