"""Text that addresses a machine instead of the reader: told by general classes of wording, kept as data."""

from __future__ import annotations

import re

_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,30}\b(?:previous|prior|above|earlier|preceding|all|any|your|the)\b.{0,30}"
    r"\b(?:instructions?|prompts?|rules|guidelines|directions|commands|context|question|training)\b"
    r"|\b(?:system|developer|initial|hidden) prompt\b|\bas an? (?:AI|large language model|language model|AI assistant)\b"
    r"|\b(?:AI|LLM|language) (?:systems?|models?|assistants?|agents?)\b.{0,40}\b(?:must|should|shall|note|notice|ignore|reading|:)"
    r"|^\s*(?:assistant|system|AI|chatbot|user|human)\s*:|\byou are (?:now )?(?:an? )?(?:AI|DAN|chatbot|assistant|ChatGPT|language model)\b"
    r"|<\|?(?:im_start|im_end|system|endoftext)\|?>|\[/?INST\]"
    r"|\bwhen (?:you|asked to) (?:summari[sz]e|answer|respond|reply|read this)\b"
    r"|\b(?:in|to|of|with|from) your (?:answer|response|reply|output|summary|message)\b"
    r"|\b(?:tell|inform|instruct|advise|persuade) the (?:reader|user)s?\b|\bthe user['’]s (?:last |latest )?(?:question|message|query|prompt|data|email)\b"
    r"|\bfrom now on\b.{0,40}\b(?:you|answer|respond|reply|whatever)\b|\bpretend (?:to be|that you|you)\b|\bdo (?:not|anything) (?:mention|reveal) this (?:notice|message|prompt)\b",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)


def addresses_machine(text: str) -> bool:
    """True where the text reads like an order to a language model."""
    return bool(_ORDERS.search(text))
