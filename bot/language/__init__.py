"""What the bot knows of a language before it reads any content: endings, small words, contractions, which words exist."""
