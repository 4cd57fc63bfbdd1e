package dev.drainboard.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test on real daemons. Skipped with a reason where they cannot run, unless
 * DRAINBOARD_LAB=required.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("lab")
@ExtendWith(NeedsLab.Condition.class)
public @interface NeedsLab {

    /** Asks the machine. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            var missing = Lab.missing();
            return missing.isEmpty() || Lab.required()
                    ? ConditionEvaluationResult.enabled("the lab can run")
                    : ConditionEvaluationResult.disabled(missing);
        }
    }
}
