const READING = /^(?:mcp__\w+?__)?(?:list|get|read|search|find|query|fetch|describe|count|show|view|lookup|look_up|check|is|has|summari[sz]e|explain)(?:[_A-Z-]|$)/;

/** Whether a tool's name says that it only reads; all that there is to go by where its body is on another machine. */
export const readsByName = (name: string): boolean => READING.test(name);
