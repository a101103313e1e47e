package io.telltale.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** What things are called, and what they show. */
final class ShapeRules {
    private ShapeRules() {}

    static List<ArchRule> all() {
        return List.of(
                noPackageIsADrawer(), noClassIsNamedByItsLackOfAnIdea(), noClassIsNamedAbstract(), noFieldIsOpen());
    }

    static ArchRule noPackageIsADrawer() {
        return noClasses()
                .should()
                .resideInAnyPackage(
                        "..common..", "..util..", "..utils..", "..helper..", "..helpers..", "..manager..", "..misc..")
                .because("what belongs together has a better name than that")
                .allowEmptyShould(true);
    }

    static ArchRule noClassIsNamedByItsLackOfAnIdea() {
        return noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveNameMatching(".*(Util|Utils|Helper|Manager)")
                .because("an implementation is named by what is special about it")
                .allowEmptyShould(true);
    }

    static ArchRule noClassIsNamedAbstract() {
        return noClasses()
                .should()
                .haveSimpleNameStartingWith("Abstract")
                .because("a type is named by what it stands for, not by a keyword")
                .allowEmptyShould(true);
    }

    static ArchRule noFieldIsOpen() {
        return fields().that()
                .arePublic()
                .should()
                .beFinal()
                .because("a public field that anybody may set has no owner")
                .allowEmptyShould(true);
    }
}
