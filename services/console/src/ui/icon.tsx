/** Line pictures on a grid of 24. */
const PATHS = {
  today: 'M8 3v3M16 3v3M4 9h16M5 5h14a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM9 14.5l2 2 4-4',
  visits: 'M4 20h16M6 20V6l7-2v16M13 8h5v12M10 12h.01',
  clients:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-3.300 2.700-6 6-6s6 2.700 6 6M16 4.5a3.5 3.5 0 0 1 0 6M18 14.5c1.900.9 3 3 3 5.5',
  team: 'M12 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM5 14a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM19 14a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM7 21a5 5 0 0 1 10 0M2 19a3.5 3.5 0 0 1 4-3M22 19a3.5 3.5 0 0 0-4-3',
  figures: 'M4 4v16h16M8 15l3.5-4 3 2.5L19 8',
  playbooks:
    'M5 4h6a2 2 0 0 1 1 .3A2 2 0 0 1 13 4h6v14h-6a2 2 0 0 0-1 .5 2 2 0 0 0-1-.5H5zM12 4.300V18.500M8 8h1.500M8 11h1.500M15 8h1.500M15 11h1.500',
  cockpit: 'M4 18a8 8 0 1 1 16 0M12 18l4-5M4 18h2M18 18h2M12 8v2',
  organisation: 'M10 3h4v4h-4zM3 17h4v4H3zM10 17h4v4h-4zM17 17h4v4h-4zM12 7v10M5 17v-5h14v5',
  administration: 'M4 7h9M17 7h3M4 12h3M11 12h9M4 17h9M17 17h3M15 5v4M9 10v4M15 15v4',
  gift: 'M4 11h16v9H4zM3 7h18v4H3zM12 7v13M12 7c-1.500-4-6-4.500-6-1.500 0 1.500 3 1.500 6 1.500zM12 7c1.500-4 6-4.500 6-1.500 0 1.500-3 1.500-6 1.500z',
  help: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.3-1 .8-1 1.700M12 16.500h.01',
  mastery: 'M4 20l4-5 3 2 4-7 5 3M20 13V4l-5 1.500 5 1.500',
  greetings: 'M12 20s-7-4.300-7-9.500A4 4 0 0 1 12 7.500a4 4 0 0 1 7 3c0 5.200-7 9.500-7 9.500z',
  calendar: 'M8 3v4M16 3v4M4 10h16M5 5h14a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z',
  phone:
    'M5 4h3.5l1.5 4-2 1.5a12 12 0 0 0 6.5 6.5l1.5-2 4 1.5V19a1.5 1.5 0 0 1-1.5 1.5C10.5 20.5 3.5 13.5 3.5 5.5A1.5 1.5 0 0 1 5 4z',
  chat: 'M4 5h16v11H10l-4.5 4v-4H4z',
  wechat:
    'M15.4 8.3C14.7 5.8 12.3 4 9.4 4 5.9 4 3 6.6 3 9.7c0 1.8 1 3.4 2.5 4.500L5 16.500l2.5-1.300c.6.1 1.2.2 1.9.2M7.4 8.300h.01M11.2 8.300h.01M21.5 14.700c0-2.5-2.5-4.5-5.5-4.500s-5.5 2-5.5 4.5 2.5 4.5 5.5 4.500c.6 0 1.2-.1 1.8-.2l2.1 1.2-.4-1.900c1.2-.9 2-2.2 2-3.600zM14.2 14h.01M17.8 14h.01',
  mail: 'M4 6h16v12H4zM4 7l8 6 8-6',
  visit: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c0-3.600 3.4-6 7.5-6s7.5 2.4 7.5 6',
  group: 'M4 5h12v8H9l-3 3v-3H4zM19 9h1v8h-2v3l-3-3h-5v-1',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  skip: 'M5 6l7 6-7 6zM13 6l7 6-7 6z',
  chevron: 'M9 6l6 6-6 6',
  back: 'M15 6l-6 6 6 6',
  plus: 'M12 5v14M5 12h14',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5',
  close: 'M6 6l12 12M18 6L6 18',
  cloudOff: 'M3 3l18 18M8 8.5A5 5 0 0 0 7 18h10M11 6a6 6 0 0 1 7.5 5.5A3.5 3.5 0 0 1 20.5 17',
  alert: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  sun: 'M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.600 17.600L19 19M5 19l1.4-1.4M17.600 6.4L19 5',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z',
} as const;
export type IconName = keyof typeof PATHS;

/** A picture that says nothing of its own: the words beside it, or the name of its button, do. */
export const Icon = ({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) => (
  <svg
    viewBox="0 0 24 24"
    width={size}
    height={size}
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    strokeWidth={name === 'more' ? 2.6 : 1.7}
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    <path d={PATHS[name]} />
  </svg>
);
