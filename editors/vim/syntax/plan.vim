" Vim syntax file for PlanLang, made by `planshell reference --vim`.
if exists("b:current_syntax")
  finish
endif

syn case match
syn iskeyword @,48-57,_,192-255

syn match planName "\v[[:alpha:]_]\k*" contains=NONE transparent
syn keyword planConstant yes no true false unknown none
syn keyword planOperatorWord and or not in is if then else

" Steps, after a bar.
syn match planStep "\v(\|\s*)@<=\zs<(as|bars|count|distinct|heat|matrix|remove|set|show|skip|sort|summarize|take|to|tree|where|with)>"
" Statements and declarations, at the start of a line.
syn match planStatement "\v^\s*\zs<(add|adopt|ask|blame|break|changes|check|checks|compare|describe|diff|drop|expect|for|frameworks|help|import|include|load|path|print|reach|redo|reload|require|revert|save|scenario|scenarios|sensitivity|simulate|stale|sweep|undo|use|why)>(\s*[.=])@!"
syn match planDeclaration "\v^\s*\zs<(chance|check|choice|define|entity|extend|let|loss|move|param|rate|scale|worksheet)>(\s+[[:alpha:]_`])@="
" Lines of a block, and words in their place.
syn match planMember "\v<\zs<(per|table)>(\s+[\"[:alpha:]_])@="
syn match planClause "\v^\s*\zs<(advice|advisory|all|along|answers|asc|assumed|baseline|because|by|case|change|changes|cites|confirmed|cost|default|desc|down|each|facts|fail|fails|field|from|internal|known|labelled|of|on|otherwise|over|pass|passes|plural|preview|required|seed|setting|some|step|test|unlabelled|up|verdict|when|within)>(\s+[\"[:alpha:]_]|\s*\{)@="
" Functions, before a bracket.
syn match planFunction "\v<\zs<(abs|all|amount|any|at_least|average|convert|count|currency|end|evidence|first|length|list|max|median|min|month|next|previous|quarter|rank|round|running|share|sources|start|sum|today|under|year)>\(@="
" Types, after a field's name.
syn match planType "\v(\k\s)@<=\zs<(date|duration|integer|money|number|percent|period|text|yes_no)>(\s*[=.|,)\]])@!"

syn match planNumber "\v<\d+(_\d+)*(\.\d+(_\d+)*)?[kMB]?(\%|\s+\u\u\u>|\s+(day|week|month|year)s?>)?"
syn match planDate "\v<\d{4}-(\d\d-\d\d|Q[1-4]|\d\d)>"
syn match planQuotedName "`[^`]\+`"

syn match planEscape contained "\v\\(u\{\x+\}|[^(])"
syn region planInterpolation contained matchgroup=planEscape start="\\(" end=")" contains=TOP
syn region planGroup start="(" end=")" transparent contains=TOP
syn region planText start=+"+ skip=+\\\\\|\\"+ end=+"\|$+ contains=planEscape,planInterpolation
syn region planText start=+"""+ end=+"""+ contains=planEscape,planInterpolation

syn match planComment "#.*$"
syn match planDocComment "##.*$"

hi def link planConstant Constant
hi def link planOperatorWord Operator
hi def link planStep Keyword
hi def link planStatement Statement
hi def link planDeclaration Structure
hi def link planMember Statement
hi def link planClause Statement
hi def link planFunction Function
hi def link planType Type
hi def link planNumber Number
hi def link planDate Number
hi def link planQuotedName Identifier
hi def link planEscape SpecialChar
hi def link planText String
hi def link planComment Comment
hi def link planDocComment SpecialComment

let b:current_syntax = "plan"
