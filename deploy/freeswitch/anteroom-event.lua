-- Tells Anteroom what became of a call. What is sent and answered: docs/decisions/008-pbx-events.md.
-- FreeSWITCH runs it by its API (anteroom.xml):
--
--   api_on_answer = lua anteroom-event.lua answered UUID
--   api_hangup_hook = lua anteroom-event.lua ended UUID
--
-- Whatever a caller can choose is read from the channel and never stands in a command line. Lua has no
-- HMAC: `anteroom-deliver` signs and sends.

-- The server refuses a field that is longer than 8 kB; no number hides in one of this length.
local MAX_FIELD = 2000

-- Of the trunk's INVITE. Of several Diversion fields FreeSWITCH keeps the last, the oldest: the one that counts.
local HEADERS = {
	From = "sip_full_from",
	To = "sip_full_to",
	Privacy = "sip_Privacy",
	["P-Asserted-Identity"] = "sip_P-Asserted-Identity",
	["Remote-Party-ID"] = "sip_Remote-Party-ID",
	["X-Hotline"] = "sip_h_X-Hotline",
	["X-Called-Number"] = "sip_h_X-Called-Number",
	["P-Called-Party-ID"] = "sip_h_P-Called-Party-ID",
	["History-Info"] = "sip_history_info",
	Diversion = "sip_h_Diversion",
}

-- How the call toward the phone went (originate_disposition).
local REASON = {
	USER_BUSY = "busy",
	CALL_REJECTED = "declined",
	NO_ANSWER = "no-answer",
	ALLOTTED_TIMEOUT = "no-answer",
	RECOVERY_ON_TIMER_EXPIRE = "no-answer",
	USER_NOT_REGISTERED = "unreachable",
	SUBSCRIBER_ABSENT = "unreachable",
	NO_USER_RESPONSE = "unreachable",
	ORIGINATOR_CANCEL = "cancelled",
	LOSE_RACE = "answered-elsewhere",
	PICKED_OFF = "answered-elsewhere",
}

local api = freeswitch.API()
local kind, uuid = argv[1], argv[2]

-- A variable of the channel, nil where it has none. Those of one that has ended are in `env` alone.
local function variable(name)
	local value
	if kind == "ended" then
		value = env:getHeader("variable_" .. name) or env:getHeader(name)
	else
		value = api:execute("uuid_getvar", uuid .. " " .. name)
		if value == "_undef_" or value:match("^%-ERR") then
			value = nil
		end
	end
	return value ~= "" and value or nil
end

local function json(text)
	-- Control characters have no place in a header field, also those that fold a line.
	local escaped = text:sub(1, MAX_FIELD):gsub("%c+", " "):gsub('[\\"]', "\\%0")
	return '"' .. escaped .. '"'
end

local function json_object(fields)
	local members = {}
	for name, value in pairs(fields) do
		members[#members + 1] = json(name) .. ":" .. value
	end
	return "{" .. table.concat(members, ",") .. "}"
end

-- A moment of the channel, UTC epoch ms, nil where it never came.
local function moment(name)
	local microseconds = tonumber(variable(name) or "") or 0
	return microseconds > 0 and microseconds / 1000 or nil
end

local function headers(domain)
	local fields = {}
	for header, name in pairs(HEADERS) do
		local value = variable(name)
		-- Only the user part, unless the profile has `p-asserted-id-parse` set to "verbatim".
		if value and header == "P-Asserted-Identity" and not value:find(":", 1, true) then
			value = "<sip:" .. value .. (value:find("@", 1, true) and "" or "@" .. domain) .. ">"
		end
		if value then
			fields[header] = json(value)
		end
	end
	return json_object(fields)
end

local function reason()
	if moment("answer_uepoch") then
		return "completed"
	end
	-- The caller's own end of the call says more than that of the phone's.
	local cause = variable("hangup_cause")
	if cause == "ORIGINATOR_CANCEL" or cause == "LOSE_RACE" or cause == "PICKED_OFF" then
		return REASON[cause]
	end
	local why = REASON[variable("originate_disposition") or cause] or "failed"
	-- A phone that rang was reached, whatever it answers then.
	return why == "unreachable" and moment("progress_uepoch") and "no-answer" or why
end

local call_id, domain = variable("sip_call_id"), variable("anteroom_domain")
local event = {
	version = "1",
	eventId = json(call_id:sub(1, 100) .. "-" .. kind),
	callId = json(call_id),
	type = json(kind),
	at = string.format("%.0f", api:getTime()),
	user = json(variable("anteroom_user")),
	domain = json(domain),
	requestUri = json("sip:" .. (variable("sip_req_uri") or "")),
	headers = headers(domain),
}
if kind == "ended" then
	event.reason = json(reason())
	local rang, stopped = moment("progress_uepoch"), moment("answer_uepoch") or moment("end_uepoch")
	if rang and stopped >= rang then
		event.ringMs = string.format("%.0f", stopped - rang)
	end
end

local deliver = assert(io.popen("anteroom-deliver", "w"))
deliver:write(json_object(event))
deliver:close()
