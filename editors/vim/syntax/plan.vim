" Vim syntax file for PlanLang, made by `planshell reference --vim`.
if exists("b:current_syntax")
  finish
endif

syn case match
syn iskeyword @,48-57,_,192-255
" A text over several lines may have begun above what is seen.
syn sync minlines=300

" What may stand wherever a value may.
syn cluster planExpression contains=planConstant,planOperatorWord,planFunction,planStep,planRowWord,planDirection,planState,planNumber,planDate,planQuotedName,planText,planGroup,planComment,planDocComment
syn keyword planConstant yes no true false unknown none
syn keyword planOperatorWord and or not in is if then else
syn match planFunction "\v<\zs<(abs|all|amount|any|at_least|average|convert|count|currency|end|evidence|first|length|list|max|median|min|month|next|previous|quarter|rank|round|running|share|sources|start|sum|today|under|year)>\(@="
" Steps, after a bar.
syn match planStep "\v(\|\s*)@<=\zs<(as|bars|count|distinct|heat|matrix|remove|set|show|skip|sort|summarize|take|to|tree|where|with)>"
" Between the parts of an aggregate, a group or a thing; never where an operator follows.
syn match planRowWord "\v([[:alnum:]_\"`)\]*]\s)@<=\zs<(by|of|where)>(\s*(\=|\.|[<>!~),|\]]))@!"
syn match planRowWord "\v^\s+\zs<(of|where)>(\s+[\"([:alpha:]_])@="
syn match planDirection "\v([[:alnum:]_`)\]]\s)@<=(sort\s)@<!\zs<(asc|desc)>(\s*([,|)#]|$))@="
syn match planState "\v(<is\s)@<=\zs<(known|some)>"
syn match planNumber "\v<\d+(_\d+)*(\.\d+(_\d+)*)?[kMB]?(\%|\s+\u\u\u>|\s+(day|week|month|year)s?>)?"
syn match planDate "\v<\d{4}-(\d\d-\d\d|Q[1-4]|\d\d)>"
syn match planQuotedName "`[^`]\+`"

" Statements, at the start of a line or of a member; some have words of their own.
syn match planStatement "\v(^|[{;]\s*)\s*\zs<(help|redo|reload|revert|save|undo)>(\s*[=.|])@!"
syn match planStatement "\v(^|[{;]\s*)\s*\zs<(add|adopt|blame|check|describe|drop|expect|for|help|import|include|load|print|redo|reload|require|revert|save|scenario|undo|use|why)>(\s+[^ \t=.|])@="
syn match planStatement "\v(^|[{;]\s*)\s*\zs<(ask|break|changes|checks|compare|diff|frameworks|path|reach|scenarios|sensitivity|simulate|stale|sweep)>(\s*[=.])@!"
syn region planClauses matchgroup=planStatement start="\v(^|[{;]\s*)\s*\zs<(compare|sweep|sensitivity|simulate|reach|break|path|for|use|import|scenario|drop)>(\s*[=.|])@!(\s)@=" end="\v[{};|]@=|$" contains=planClause,@planExpression
syn match planClause contained "\v(\s)@<=\zs<(all|along|as|baseline|because|by|case|change|changes|cost|date|down|each|from|on|over|preview|scenario|seed|step|to|up|with|within)>(\s*[=.(])@!"
syn match planMember "\v(^|[{;]\s*)\s*\zs<(per)>(\s+\")@="
syn match planMember "\v(\s)@<=\zs<(per)>(\s+\")@="
syn match planEvidence "\v(\"\s)@<=\zs<(on)>(\s+(\d|today>))@="
syn match planEvidence "\v([\"0-9y]\s)@<=\zs<(assumed|confirmed)>(\s*(\=|\.|[<>!~),|\]]))@!"

" Declarations: a first word, the rest of the head, and a block with rules of its own.
syn match planDeclaration "\v^\s*\zs<(chance|check|choice|define|entity|extend|let|loss|move|param|rate|scale|worksheet)>(\s+[[:alpha:]_`])@="
syn match planDeclaration "\v^\s*\zsextend\s+check>(\s)@="
syn match planDeclaration "\v^\s*\zsentity>(\s)@=" nextgroup=planEntityHead
syn region planEntityHead contained start="\v\s" end="\v\{@=" contains=planHeadWord,@planExpression nextgroup=planFields
syn match planHeadWord contained "\v(\s)@<=\zs<(labelled|plural|unlabelled)>(\s*(\=|\.|[<>!~),|\]]))@!"
syn match planDeclaration "\v^\s*\zsextend>(\s+(check>)@![[:alpha:]_`][[:alnum:]_]*`?\s*\{)@=(\s)@=" nextgroup=planExtensionHead
syn region planExtensionHead contained start="\v\s" end="\v\{@=" contains=planHeadWord,@planExpression nextgroup=planFields
syn match planDeclaration "\v^\s*\zs(scale|choice)>(\s)@=" nextgroup=planScaleHead
syn region planScaleHead contained start="\v\s" end="\v\{@=" contains=planHeadWord,@planExpression nextgroup=planValues
syn match planDeclaration "\v^\s*\zsworksheet>(\s)@=" nextgroup=planWorksheetHead
syn region planWorksheetHead contained start="\v\s" end="\v\{@=" contains=planHeadWord,planType,@planExpression nextgroup=planValues
syn match planHeadWord contained "\v(\s)@<=\zs<(answers|on)>(\s*(\=|\.|[<>!~),|\]]))@!"
syn match planDeclaration "\v^\s*\zscheck>(\s+[[:alpha:]_`][[:alnum:]_]*`?\s+on>)@=(\s)@=" nextgroup=planCheckHead
syn region planCheckHead contained start="\v\s" end="\v\{@=" contains=planHeadWord,@planExpression nextgroup=planRules
syn match planHeadWord contained "\v(\s)@<=\zs<(each|on|where)>(\s*(\=|\.|[<>!~),|\]]))@!"
syn match planDeclaration "\v^\s*\zs(move|loss)>(\s)@=" nextgroup=planMoveHead
syn region planMoveHead contained start="\v\s" end="\v\{@=" contains=planHeadWord,@planExpression nextgroup=planMove
syn match planHeadWord contained "\v(\s)@<=\zs<(on)>(\s*(\=|\.|[<>!~),|\]]))@!"
syn match planDeclaration "\v^\s*\zsdefine>(\s)@=" nextgroup=planArguments
syn region planArguments contained start="\v\s" end="\v\=@=|$" contains=planType,planComment
syn match planDeclaration "\v^\s*\zsparam>(\s)@=" nextgroup=planParameter
syn match planParameter contained "\v\s+\k+\s+(set\s+of\s+)?\k+" contains=planParameterType
syn match planParameterType contained "\v(<param\s+\k+\s+)@<=(set\s+of\s+)?\k+"
syn match planDeclaration "\v^\s*\zschance>(\s+\k+\s+on>)@=" nextgroup=planChance
syn match planChance contained "\v\s+\k+\s+on>" contains=planChanceWord
syn match planChanceWord contained "\v(<chance\s+\k+\s+)@<=on>"

syn region planFields contained start="{" end="}" contains=planFieldName,planFormula,planType,planModifier,@planExpression
syn match planFieldName contained "\v([{;]\s*|^\s*)\zs<\k+>(\s)@="
syn region planFormula contained start="=" end="\v[;}]@=|$" contains=@planExpression
syn match planType contained "\v<set\s+of>"
syn match planType contained "\v<(set\s+of\s+)?(date|duration|integer|money|number|percent|period|text|yes_no)>"
syn keyword planModifier contained required internal default
syn region planValues contained start="{" end="}" contains=planValueName,planValues,planText,planComment,planDocComment
syn match planValueName contained "\v<\k+>"
syn region planRules contained start="{" end="}" contains=planRule,planRuleWord,planRules,@planExpression
syn match planRule contained "\v(^|[{;]\s*)\s*\zs<(advice|advisory\s+test|because|cites|fail|pass|test|verdict)>(\s)@=(\s*(\=|\.|[<>!~),|\]]))@!"
syn match planRule contained "\v(^|[{;]\s*)\s*\zs<(field|setting)>(\s+\k)@=" nextgroup=planRuleHead
syn match planRuleHead contained "\v\s+\k+\s+(set\s+of\s+)?(date|duration|integer|money|number|percent|period|text|yes_no)>" contains=planRuleType
syn match planRuleType contained "\v(<(setting|field)\s+\k+\s+)@<=(set\s+of\s+)?\k+"
syn match planRuleWord contained "\v([[:alnum:]_]\s)@<=\zs<(fails|otherwise|passes|when)>(\s*(\=|\.|[<>!~),|\]]))@!"
syn region planMove contained start="{" end="}" contains=planMoveWord,@planExpression
syn match planMoveWord contained "\v(^|[{;]\s*)\s*\zs<(cost|remove|set|when)>(\s*(\=|\.|[<>!~),|\]]))@!"

" A table's header has names between bars, which are no steps.
syn match planMember "\v^\s*\zstable>(\s+[[:alpha:]_`])@=" nextgroup=planTableHead
syn region planTableHead contained start="\v\s" end="\v\{@=" contains=planText nextgroup=planTable
syn region planTable contained start="{" end="}" contains=planCell,planConstant,planNumber,planDate,planQuotedName,planText,planMember,planEvidence,planComment,planDocComment
syn match planCell contained "\v(\|\s*)@<=<[[:alpha:]_]\k*>(\s*([|}]|$))@="

syn match planEscape contained "\v\\(u\{\x+\}|[^(])"
syn region planInterpolation contained matchgroup=planEscape start="\\(" end=")" contains=@planExpression
syn region planGroup start="(" end=")" transparent contains=@planExpression
syn region planText start=+"+ skip=+\\\\\|\\"+ end=+"\|$+ contains=planEscape,planInterpolation
syn region planText start=+"""+ end=+"""+ contains=planEscape,planInterpolation

syn match planComment "#.*$"
syn match planDocComment "##.*$"

hi def link planConstant Constant
hi def link planOperatorWord Operator
hi def link planStep Keyword
hi def link planRowWord Keyword
hi def link planDirection Keyword
hi def link planState Constant
hi def link planStatement Statement
hi def link planClause Statement
hi def link planEvidence Statement
hi def link planMember Statement
hi def link planDeclaration Structure
hi def link planHeadWord Structure
hi def link planChanceWord Structure
hi def link planModifier StorageClass
hi def link planRule Statement
hi def link planRuleWord Statement
hi def link planMoveWord Statement
hi def link planFunction Function
hi def link planType Type
hi def link planParameterType Type
hi def link planRuleType Type
hi def link planFieldName Identifier
hi def link planValueName Identifier
hi def link planNumber Number
hi def link planDate Number
hi def link planQuotedName Identifier
hi def link planEscape SpecialChar
hi def link planText String
hi def link planComment Comment
hi def link planDocComment SpecialComment

let b:current_syntax = "plan"
