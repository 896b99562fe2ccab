"""auditeng: checks acceptance test reports of electrical equipment."""
