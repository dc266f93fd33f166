const DAY = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'long',
});

/** `2026年11月21日星期六` */
export const todayWords = (now: Date): string => DAY.format(now);
