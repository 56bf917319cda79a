/** Two dots side by side: practices alongside. */
export const favicon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#212B32"/><circle cx="11" cy="16" r="6" fill="#fff"/><circle cx="22" cy="16" r="6" fill="none" stroke="#fff" stroke-width="3"/></svg>'
